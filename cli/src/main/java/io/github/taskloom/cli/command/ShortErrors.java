package io.github.taskloom.cli.command;

import io.github.taskloom.cli.file.InputException;
import io.github.taskloom.cli.file.Names;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Wrong use and wrong input in one line; a stack trace only for a mistake of taskloom itself. */
final class ShortErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final PrintStream err;

  ShortErrors(PrintStream err) {
    this.err = err;
  }

  @Override
  public int handleParseException(ParameterException found, String[] arguments) {
    ParameterException e = mostTelling(found);
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    List<String> suggestions =
        e instanceof UnmatchedArgumentException unmatched
            ? new ArrayList<>(unmatched.getSuggestions())
            : List.of();
    String meant = suggestions.isEmpty() ? "" : " (did you mean " + suggestions.getFirst() + "?)";
    print(Names.shown(String.valueOf(e.getMessage())) + meant + "; try '" + command + " --help'");
    return ExitCode.WRONG_INPUT;
  }

  /** Who mistypes an option is helped by that, not by what is missing, perhaps because of it. */
  private static ParameterException mostTelling(ParameterException e) {
    if (e instanceof MissingParameterException) {
      for (CommandLine at = e.getCommandLine(); at != null; at = at.getParent()) {
        List<String> options =
            at.getUnmatchedArguments().stream().filter(text -> text.startsWith("-")).toList();
        if (!options.isEmpty()) {
          return new UnmatchedArgumentException(at, options);
        }
      }
    }
    return e;
  }

  @Override
  public int handleExecutionException(
      Exception e, CommandLine commandLine, ParseResult parseResult) {
    if (e instanceof InputException) {
      print(String.valueOf(e.getMessage()));
      return ExitCode.WRONG_INPUT;
    }
    if (e instanceof OutputException) {
      print(String.valueOf(e.getMessage()));
      return ExitCode.CANNOT_WRITE;
    }
    print("a mistake in taskloom itself, please report it: " + e);
    e.printStackTrace(err);
    return ExitCode.INTERNAL_ERROR;
  }

  private void print(String line) {
    err.println("taskloom: " + line);
  }
}
