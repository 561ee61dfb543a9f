/**
 * What a person sees of a run: a bar or a line per task, the output of what failed, the table.
 * Entry points: {@link io.github.taskloom.cli.show.Display} while tasks are made, {@link
 * io.github.taskloom.cli.show.ResultTable} afterwards.
 */
@NullMarked
package io.github.taskloom.cli.show;

import org.jspecify.annotations.NullMarked;
