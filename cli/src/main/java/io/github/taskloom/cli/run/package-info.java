/**
 * Makes tasks and tells how it went; knows neither where they come from nor what they do. Entry
 * point: {@link io.github.taskloom.cli.run.Making}.
 */
@NullMarked
package io.github.taskloom.cli.run;

import org.jspecify.annotations.NullMarked;
