/**
 * What every comparison needs: a check of the order, a JVM of its own, the median, the machine, and
 * Markdown.
 */
@NullMarked
package io.github.taskloom.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
