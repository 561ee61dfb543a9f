/**
 * What makes have done, to look at: {@link io.github.taskloom.dashboard.Recording} collects it,
 * {@link io.github.taskloom.dashboard.Report} writes it as a page, a trace or data.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.taskloom.dashboard;

import org.jspecify.annotations.NullMarked;
