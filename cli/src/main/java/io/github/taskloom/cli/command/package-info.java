/**
 * The commands {@code make}, {@code list}, {@code graph}, {@code init}, {@code replay} and {@code
 * report}, with what they tell and what the process ends with. Entry point: {@link
 * io.github.taskloom.cli.command.TaskloomCommand}.
 */
@NullMarked
package io.github.taskloom.cli.command;

import org.jspecify.annotations.NullMarked;
