/**
 * The seam to the JDK's structured concurrency: ours alone. It knows threads, no tasks and no
 * graph.
 *
 * <p>{@code StructuredTaskScope} and {@code ScopedValue} were preview APIs for many releases and
 * changed their shape on the way. They are called through method handles here, so one jar runs on
 * all of them and no caller needs {@code --enable-preview}.
 */
@NullMarked
package io.github.taskloom.internal.scope;

import org.jspecify.annotations.NullMarked;
