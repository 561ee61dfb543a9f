package io.github.taskloom.dashboard;

import io.github.taskloom.dashboard.internal.data.RunData;
import io.github.taskloom.dashboard.internal.data.RunDataReader;
import io.github.taskloom.dashboard.internal.data.RunDataWriter;
import io.github.taskloom.dashboard.internal.report.HtmlReport;
import io.github.taskloom.dashboard.internal.report.ReportFile;
import io.github.taskloom.dashboard.internal.report.TraceReport;
import io.github.taskloom.dashboard.internal.report.WfFormatReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
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
   * What {@link #data(Path)} has written earlier.
   *
   * @param file the file
   * @return the report, with the title that it had
   * @throws IOException if it cannot be read, or is nothing of the kind
   */
  public static Report read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in);
    }
  }

  /**
   * What {@link #data(OutputStream)} has written earlier.
   *
   * @param in is read to the end of the data, or somewhat further, and left open
   * @return the report, with the title that it had
   * @throws IOException if it cannot be read, or is nothing of the kind
   */
  public static Report read(InputStream in) throws IOException {
    return new Report(RunDataReader.read(in));
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

  /**
   * Writes a trace in the Trace Event Format, which ui.perfetto.dev and chrome://tracing open: each
   * attempt on the track of its worker, arrows along the edges, what waited, makes and nested
   * makes.
   *
   * @param file is replaced if it is there
   * @throws IOException if it cannot be written
   */
  public void trace(Path file) throws IOException {
    ReportFile.write(file, this::trace);
  }

  /**
   * Writes a trace in the Trace Event Format.
   *
   * @param out is left open
   * @throws IOException if it cannot be written to
   */
  public void trace(OutputStream out) throws IOException {
    TraceReport.write(run, out);
  }

  /**
   * Writes the run as WfCommons have it, WfFormat 1.5, for {@code taskloom replay} and the tools of
   * that format: the tasks, which come before which, and how long each has run. What ran in nested
   * makes is part of the task that called them.
   *
   * @param file is replaced if it is there
   * @throws IOException if it cannot be written
   * @throws IllegalStateException if no task has run
   */
  public void wfformat(Path file) throws IOException {
    ReportFile.write(file, this::wfformat);
  }

  /**
   * Writes the run as WfCommons have it, WfFormat 1.5.
   *
   * @param out is left open
   * @throws IOException if it cannot be written to
   * @throws IllegalStateException if no task has run
   */
  public void wfformat(OutputStream out) throws IOException {
    WfFormatReport.write(run, out);
  }
}
