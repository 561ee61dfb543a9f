/** The node: what every task is, and beside it what is done with it; knows no make. */
@NullMarked
package io.github.taskloom.internal.task;

import org.jspecify.annotations.NullMarked;
