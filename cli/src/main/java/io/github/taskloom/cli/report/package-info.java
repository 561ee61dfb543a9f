/**
 * What became of a run, for other programs. Entry point: {@link
 * io.github.taskloom.cli.report.ReportTarget}.
 */
@NullMarked
package io.github.taskloom.cli.report;

import org.jspecify.annotations.NullMarked;
