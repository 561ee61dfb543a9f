/**
 * Which files a list of patterns names, as in {@code src/**}, {@code *.{c,h}}, {@code !src/gen}.
 * Entry point: {@link io.github.taskloom.cli.glob.FilePatterns}.
 */
@NullMarked
package io.github.taskloom.cli.glob;

import org.jspecify.annotations.NullMarked;
