/**
 * What can be said after a command, and how a value of it is read and checked. Entry points: {@link
 * io.github.taskloom.cli.option.MakeOptions}, {@link io.github.taskloom.cli.option.ShowOptions},
 * {@link io.github.taskloom.cli.option.OrderOption}.
 */
@NullMarked
package io.github.taskloom.cli.option;

import org.jspecify.annotations.NullMarked;
