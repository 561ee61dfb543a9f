package io.github.taskloom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.cli.Taskloom.Ended;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
  @TempDir Path folder;

  private Ended run(String arguments) {
    return new Taskloom(folder).run(arguments.split(" ", -1));
  }

  /** Wrong use is told in one line with the way to help, and starts nothing. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-- | which command? There are make, list, graph, init, replay, report and member; try 'taskloom --help'",
        "mak | Unmatched argument at index 0: 'mak' (did you mean make?); try 'taskloom --help'",
        "--frob | Unknown option: '--frob'; try 'taskloom --help'",
        "replay | Missing required parameter: 'FILE'; try 'taskloom replay --help'",
        "make --frob | Unknown option: '--frob'; try 'taskloom make --help'",
        "make --job 3"
            + " | Unknown option: '--job' (did you mean --jobs?); try 'taskloom make --help'",
        "graph --frob | Unknown option: '--frob'; try 'taskloom graph --help'",
        "--frob make | Unknown option: '--frob'; try 'taskloom --help'",
        "make f --state=~/x | Invalid value for option '--state': '~/x' starts with ~, which the shell"
            + " expands only where a word starts: write '$HOME' in its place; try 'taskloom make"
            + " --help'",
        "make f --job 3"
            + " | Unknown option: '--job' (did you mean --jobs?); try 'taskloom make --help'",
        "make f --jobs 0 | Invalid value for option '--jobs': '0' is not a whole number from 1 to"
            + " 2147483647; try 'taskloom make --help'",
        "make f --jobs -3 | Invalid value for option '--jobs': '-3' is not a whole number from 1 to"
            + " 2147483647; try 'taskloom make --help'",
        "make f -j 99999999999 | Invalid value for option '--jobs': '99999999999' is not a whole"
            + " number from 1 to 2147483647; try 'taskloom make --help'",
        "make f --grace -1 | Invalid value for option '--grace': '-1' is not a number of seconds,"
            + " 0 or more; try 'taskloom make --help'",
        "make f --grace x | Invalid value for option '--grace': 'x' is not a number of seconds,"
            + " 0 or more; try 'taskloom make --help'",
        "make f --timeout 90 | Invalid value for option '--timeout': '90' has no unit: write 90s for"
            + " seconds, or d, h, m, ms; try 'taskloom make --help'",
        "make f --timeout 0s | Invalid value for option '--timeout': '0s' is no time at all;"
            + " try 'taskloom make --help'",
        "make f --timeout -1s | Invalid value for option '--timeout': '-1s' is no duration: write it"
            + " like 250ms, 90s or 1m30s, the units d, h, m, s, ms in this order;"
            + " try 'taskloom make --help'",
        "make f --sort size | Invalid value for option '--sort': expected one of [FILE, DURATION]"
            + " (case-insensitive) but was 'size'; try 'taskloom make --help'",
        "make f --order any | Invalid value for option '--order': expected one of [LAYERED, EAGER]"
            + " (case-insensitive) but was 'any'; try 'taskloom make --help'",
        "replay f --speedup 0 | Invalid value for option '--speedup': '0' is not a finite number of"
            + " 0.000001 or more; try 'taskloom replay --help'",
        "replay f --speedup NaN | Invalid value for option '--speedup': 'NaN' is not a finite number"
            + " of 0.000001 or more; try 'taskloom replay --help'",
        "member --port 0 | Invalid value for option '--port': '0' is no port: one is from 1 to 65535;"
            + " try 'taskloom member --help'",
        "member --config c.xml --join a:5701 | --config has all that --join says: use one of them; try"
            + " 'taskloom member --help'",
        "member --config c.xml | c.xml: no such file; try 'taskloom member --help'",
        "member --class-path none.jar | --class-path: none.jar: no such file or folder; try 'taskloom"
            + " member --help'",
        "member --function a=acme.No | --function a=acme.No: no such class: --class-path names the jar"
            + " that it is in; try 'taskloom member --help'",
        "member --function a=java.lang.Object | --function a=java.lang.Object: the class has to"
            + " implement Callable, TaskFunction, TaskFunction2, TaskFunction3 or TaskFunction4; try"
            + " 'taskloom member --help'",
        "member --allow java. | --allow: 'java.' allows nearly everything: name the packages of your"
            + " own classes; try 'taskloom member --help'",
        "graph f g | Unmatched argument at index 2: 'g'; try 'taskloom graph --help'",
        "make none.yaml | none.yaml: no such file",
        "make a/b x | a/b: no such file",
        "make -f none x | none: no such file",
        "graph -f none | none: no such file",
        "make -f a.yaml b.yaml | a.yaml: no such file",
        "graph none.yaml | none.yaml: no such file",
        "replay none.json | none.json: no such file",
      })
  void run_wrongUse_isOneLine(String arguments, String expected) {
    Ended ended = run(arguments);

    assertEquals("taskloom: " + expected + "\n", ended.err());
    assertEquals("", ended.out());
    assertEquals(2, ended.exitCode());
  }

  /** Each command explains itself. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "make --help",
        "graph --help",
        "list --help",
        "init --help",
        "replay --help",
        "member --help",
        "generate-completion --help"
      })
  void run_help_explains(String arguments) {
    Ended ended = run(arguments);

    assertEquals(0, ended.exitCode());
    assertTrue(ended.out().startsWith("Usage: taskloom"), ended.out());
    assertTrue(ended.out().lines().allMatch(line -> line.length() <= 80), ended.out());
    assertEquals("", ended.err());
  }

  /** The help of make has all that a task file can say, and the exit codes. */
  @Test
  void run_helpOfMake_documentsTheFile() {
    String help = run("make --help").out();

    for (String word :
        List.of(
            "run",
            "needs",
            "retry",
            "timeout",
            "if: failed",
            "if: completed",
            "--explain",
            "--resume",
            "dir",
            "env",
            "description",
            "TASKLOOM_JAVA_HOME",
            "130",
            "Ctrl-C")) {
      assertTrue(help.contains(word), word);
    }
  }

  /** The version comes with the JDK at work. */
  @Test
  void run_version_namesTheJdk() {
    Ended ended = run("--version");

    assertEquals(0, ended.exitCode());
    assertTrue(ended.out().startsWith("taskloom "), ended.out());
    assertTrue(ended.out().contains("JDK " + Runtime.version().feature()), ended.out());
  }

  /** Shells can complete the commands. */
  @Test
  void run_generateCompletion_printsAScript() {
    Ended ended = run("generate-completion");

    assertEquals(0, ended.exitCode());
    assertTrue(ended.out().contains("complete -F _complete_taskloom"), ended.out());
    assertTrue(ended.out().contains("--fail-fast"), ended.out());
    assertTrue(ended.out().contains("--resume"), ended.out());
  }

  /** The page for man has what the help of each command has. */
  @Test
  void manPage_tellsAllOptions() {
    Ended ended = run("generate-man-page");

    assertEquals(0, ended.exitCode(), ended.err());
    String page = ended.out().replace("\\-", "-").replace("\\&", "");
    assertTrue(page.startsWith(".TH TASKLOOM 1 "), page);
    for (String command : List.of("make", "graph", "replay", "member")) {
      run(command + " --help")
          .out()
          .lines()
          .filter(line -> line.matches(" +-.*"))
          .map(line -> line.strip().split("[=\\[ ]", 2)[0])
          .forEach(option -> assertTrue(page.contains("\n.B " + option), command + " " + option));
    }
    assertTrue(
        page.contains("\n  74   output, a drawing or a report could not be written whole\n"), page);
  }
}
