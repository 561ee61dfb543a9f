package io.github.taskloom.cli.option;

import io.github.taskloom.cli.file.Names;
import io.github.taskloom.cli.report.ReportTarget;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A format and a file, as in {@code junit=build/tasks.xml}. */
public final class ReportValue implements ITypeConverter<ReportTarget> {

  @Override
  public ReportTarget convert(String value) {
    int equals = value.indexOf('=');
    String word = equals < 0 ? value : value.substring(0, equals);
    ReportTarget.Format format =
        Arrays.stream(ReportTarget.Format.values())
            .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(word))
            .findFirst()
            .orElseThrow(() -> wrong(value));
    if (equals < 0 || equals == value.length() - 1) {
      throw wrong(value);
    }
    return new ReportTarget(format, new FilePath().convert(value.substring(equals + 1)));
  }

  private static TypeConversionException wrong(String value) {
    return new TypeConversionException(
        Names.quoted(value)
            + " is no report: write html=FILE, trace=FILE, wfformat=FILE, junit=FILE or json=FILE");
  }
}
