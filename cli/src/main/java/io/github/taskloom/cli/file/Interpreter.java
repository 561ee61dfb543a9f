package io.github.taskloom.cli.file;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The program that executes a script, which is its last argument.
 *
 * @param words the program and its first arguments
 */
public record Interpreter(List<String> words) {
  /** That of a task that says nothing of it: stops at the first command that fails. */
  public static final Interpreter SH = new Interpreter(List.of("sh", "-e"));

  /** The names that stand for a shell with options; all others stand for themselves. */
  private static final Map<String, Interpreter> NAMED =
      Map.of("sh", SH, "bash", new Interpreter(List.of("bash", "-e", "-o", "pipefail")));

  /** As the kernel of Linux reads it: a program, and all that follows as one argument. */
  private static final Pattern FIRST_LINE =
      Pattern.compile("#![ \\t]*(?<program>[^ \\t\\n]*)[ \\t]*(?<argument>[^\\n]*?)[ \\t]*(\\n|$)");

  private static final Pattern VERSION = Pattern.compile("[0-9.]+$");

  /** Some programs look at the end of a file's name, and refuse one that is not theirs. */
  private static final Map<String, String> EXTENSIONS =
      Map.ofEntries(
          Map.entry("bun", "ts"),
          Map.entry("deno", "ts"),
          Map.entry("java", "java"),
          Map.entry("node", "js"),
          Map.entry("perl", "pl"),
          Map.entry("php", "php"),
          Map.entry("pwsh", "ps1"),
          Map.entry("python", "py"),
          Map.entry("ruby", "rb"));

  /** Copies the list. */
  public Interpreter {
    words = List.copyOf(words);
  }

  /** The one that a single word stands for. */
  static Interpreter named(String word) {
    return NAMED.getOrDefault(word, new Interpreter(List.of(word)));
  }

  /** The one that a script names in its first line; the program is empty if there is none. */
  static Optional<Interpreter> ofFirstLine(String script) {
    Matcher line = FIRST_LINE.matcher(script);
    if (!line.lookingAt()) {
      return Optional.empty();
    }
    String program = line.group("program");
    String argument = line.group("argument");
    return Optional.of(
        new Interpreter(argument.isEmpty() ? List.of(program) : List.of(program, argument)));
  }

  /** The program: a path if it has a slash, else a name that is looked for. */
  public String program() {
    return words.getFirst();
  }

  /** Whether it is the shell of the system. */
  public boolean isSh() {
    return fileName(program()).equals("sh");
  }

  /** How the name of a script's file should end, without the dot. */
  public String extension() {
    String name = fileName(program());
    if (name.equals("env")) {
      name =
          words.stream()
              .skip(1)
              .flatMap(word -> Stream.of(word.split("[ \\t]+")))
              .filter(word -> !word.startsWith("-") && !word.contains("="))
              .map(Interpreter::fileName)
              .findFirst()
              .orElse(name);
    }
    return EXTENSIONS.getOrDefault(VERSION.matcher(name).replaceFirst(""), "sh");
  }

  private static String fileName(String program) {
    return program.substring(program.lastIndexOf('/') + 1);
  }
}
