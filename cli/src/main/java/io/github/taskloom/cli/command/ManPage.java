package io.github.taskloom.cli.command;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What {@code --help} tells of all commands, as one page for {@code man}. */
final class ManPage {
  /** What would be a request to the formatter where a line starts with it. */
  private static final Pattern REQUEST = Pattern.compile("(?m)^(?=[.'])");

  private final StringBuilder page = new StringBuilder();

  private ManPage() {}

  /** The page for a command with all its commands. */
  static String of(CommandLine taskloom) {
    ManPage man = new ManPage();
    man.write(taskloom);
    return man.page.toString();
  }

  private void write(CommandLine taskloom) {
    CommandSpec spec = taskloom.getCommandSpec();
    List<CommandLine> commands =
        taskloom.getSubcommands().values().stream()
            .distinct()
            .filter(command -> !usage(command).hidden())
            .toList();
    page.append(".TH TASKLOOM 1 \"\" \"" + new Version().getVersion()[0] + "\"\n");
    section("NAME");
    line(spec.name() + " - makes tasks with dependencies");
    section("SYNOPSIS");
    asIs(
        Stream.concat(Stream.of(taskloom), commands.stream())
            .map(command -> command.getHelp().synopsis(0).strip())
            .collect(Collectors.joining("\n")));
    section("DESCRIPTION");
    paragraphs(usage(taskloom).description());
    arguments(spec);
    footer(taskloom);
    for (CommandLine command : commands) {
      section("TASKLOOM " + command.getCommandName().toUpperCase(Locale.ROOT));
      paragraphs(usage(command).description());
      arguments(command.getCommandSpec());
      footer(command);
    }
  }

  private static UsageMessageSpec usage(CommandLine command) {
    return command.getCommandSpec().usageMessage();
  }

  private void arguments(CommandSpec spec) {
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      argument(parameter.paramLabel(), parameter.description());
    }
    for (OptionSpec option : spec.options()) {
      String value = option.paramLabel();
      String written =
          option.arity().max() == 0
              ? ""
              : option.arity().min() == 0 ? "[=" + value + "]" : " " + value;
      argument(String.join(", ", option.names()) + written, option.description());
    }
  }

  private void argument(String what, String... description) {
    page.append(".TP\n.B ");
    line(what);
    line(String.join("\n", description).formatted());
  }

  private void footer(CommandLine command) {
    String text = String.join("\n", usage(command).footer());
    String heading = usage(command).footerHeading();
    asIs((heading + text).replace("%n", "\n").strip());
  }

  private void section(String title) {
    page.append(".SH ");
    line(title);
  }

  private void paragraphs(String... texts) {
    for (String text : texts) {
      page.append(".PP\n");
      line(text.formatted());
    }
  }

  /** Text that is laid out already. */
  private void asIs(String text) {
    if (!text.isEmpty()) {
      page.append(".PP\n.nf\n");
      line(text);
      page.append(".fi\n");
    }
  }

  private void line(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-");
    page.append(REQUEST.matcher(escaped).replaceAll("\\\\&")).append('\n');
  }
}
