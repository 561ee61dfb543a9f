package io.github.taskloom.dashboard;

import io.github.taskloom.dashboard.internal.data.RunData;
import io.github.taskloom.dashboard.internal.data.RunDataWriter;
import io.github.taskloom.dashboard.internal.report.HtmlReport;
import io.github.taskloom.dashboard.internal.report.ReportFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What a recording had at one moment, to be written in the ways in which people look at it.
 *
 * <pre>{@code
 * Report report = Report.of(recording).title("nightly");
 * report.html(Path.of("nightly.html"));
 * report.data(Path.of("nightly.json"));
 * }</pre>
 *
 * <p>A file is written beside the one that is wanted and then takes its place, so that no reader
 * sees half of one. No text of a task, be it a name or a message, is taken for markup or script.
 *
 * <p>Immutable, for any thread.
 *
 * @since 0.1.0
 */
public final class Report {
  private final RunData run;

  private Report(RunData run) {
    this.run = run;
  }

  /**
   * All that a recording has now; what happens later is not in the report.
   *
   * @param recording of which makes
   * @return the report
   */
  public static Report of(Recording recording) {
    return new Report(recording.recorder().data("Taskloom"));
  }

  /**
   * The same with a title; without, it is {@code Taskloom}.
   *
   * @param title any text
   * @return a new report
   */
  public Report title(String title) {
    return new Report(run.titled(Objects.requireNonNull(title)));
  }

  /**
   * Writes a page: one file that needs no other and no network.
   *
   * @param file is replaced if it is there
   * @throws IOException if it cannot be written
   */
  public void html(Path file) throws IOException {
    ReportFile.write(file, this::html);
  }

  /**
   * Writes a page.
   *
   * @param out is left open
   * @throws IOException if it cannot be written to
   */
  public void html(OutputStream out) throws IOException {
    HtmlReport.write(run, out);
  }

  /**
   * Writes all that is known as JSON, for programs.
   *
   * @param file is replaced if it is there
   * @throws IOException if it cannot be written
   */
  public void data(Path file) throws IOException {
    ReportFile.write(file, this::data);
  }

  /**
   * Writes all that is known as JSON, for programs.
   *
   * @param out is left open
   * @throws IOException if it cannot be written to
   */
  public void data(OutputStream out) throws IOException {
    RunDataWriter.write(run, out);
  }
}
