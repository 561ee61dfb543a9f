package io.github.taskloom.cli.report;

import io.github.taskloom.TaskState;
import io.github.taskloom.cli.report.RunReport.TaskReport;
import io.github.taskloom.cli.show.TaskResult;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * A run as JUnit XML, as CI servers read it: a test suite, with a test case for each task. What
 * another task kept from running is skipped, and so is what was not needed, not started, DONE
 * before, up to date, or failed and was allowed to.
 */
final class JunitReport {
  private final XMLStreamWriter xml;

  private JunitReport(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /** What a test case is, for a CI server. */
  private enum Kind {
    PASSED,
    FAILURE,
    ERROR,
    SKIPPED;

    static Kind of(TaskReport task) {
      TaskResult result = task.result();
      if (result.isBlocked() || result.isAllowed() || result.duration() == null) {
        return SKIPPED;
      }
      return switch (result.state()) {
        case DONE -> PASSED;
        case FAILED -> FAILURE;
        default -> result.isSkipped() ? SKIPPED : ERROR;
      };
    }
  }

  static void write(RunReport run, OutputStream out) throws IOException {
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newDefaultFactory()
              .createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
      new JunitReport(xml).write(run);
      xml.close();
    } catch (XMLStreamException e) {
      throw e.getNestedException() instanceof IOException cause ? cause : new IOException(e);
    }
  }

  private void write(RunReport run) throws IOException, XMLStreamException {
    xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
    line(0);
    xml.writeStartElement("testsuites");
    counts(run);
    line(1);
    xml.writeStartElement("testsuite");
    attribute("name", run.file().toString());
    counts(run);
    attribute("timestamp", run.began().truncatedTo(ChronoUnit.SECONDS).toString());
    for (TaskReport task : run.tasks()) {
      line(2);
      write(task, run);
    }
    line(1);
    xml.writeEndElement();
    line(0);
    xml.writeEndElement();
    line(0);
    xml.writeEndDocument();
  }

  private void counts(RunReport run) throws XMLStreamException {
    List<Kind> kinds = run.tasks().stream().map(Kind::of).toList();
    attribute("tests", "" + kinds.size());
    attribute("failures", "" + kinds.stream().filter(Kind.FAILURE::equals).count());
    attribute("errors", "" + kinds.stream().filter(Kind.ERROR::equals).count());
    attribute("skipped", "" + kinds.stream().filter(Kind.SKIPPED::equals).count());
    attribute("time", seconds(run.elapsed()));
  }

  private void write(TaskReport task, RunReport run) throws IOException, XMLStreamException {
    TaskResult result = task.result();
    Kind kind = Kind.of(task);
    if (kind == Kind.PASSED) {
      xml.writeEmptyElement("testcase");
      describe(task, run);
      return;
    }
    xml.writeStartElement("testcase");
    describe(task, run);
    line(3);
    if (kind == Kind.SKIPPED) {
      xml.writeEmptyElement("skipped");
      attribute("message", whySkipped(task));
    } else {
      xml.writeStartElement(kind == Kind.FAILURE ? "failure" : "error");
      attribute("message", task.reason());
      attribute("type", result.state().name());
      xml.writeCharacters(XmlText.valid(task.lastLines()));
      xml.writeEndElement();
    }
    line(2);
    xml.writeEndElement();
  }

  private void describe(TaskReport task, RunReport run) throws XMLStreamException {
    attribute("name", task.result().name());
    attribute("classname", String.valueOf(run.file().getFileName()));
    attribute("time", seconds(task.result().duration()));
  }

  private static String whySkipped(TaskReport task) {
    if (task.result().isAllowed()) {
      return "FAILED, and was allowed to: " + task.reason();
    }
    return task.reason().isEmpty() && task.result().state() == TaskState.PENDING
        ? "not started"
        : task.reason();
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, XmlText.valid(value));
  }

  private static String seconds(@Nullable Duration duration) {
    long millis = duration == null ? 0 : duration.toMillis();
    return BigDecimal.valueOf(millis, 3).toPlainString();
  }

  private void line(int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }
}
