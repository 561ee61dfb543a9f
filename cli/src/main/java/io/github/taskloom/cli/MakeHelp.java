package io.github.taskloom.cli;

/** The part of {@code taskloom make --help} that tells what a task file can say. */
final class MakeHelp {
  static final String TEXT =
      """

      The task file is YAML, with one key 'tasks': a mapping of names to tasks.
        tasks:
          fetch:
            run: ./fetch.sh data.csv > data.csv
          clean:
            description: drops what is not a number
            needs: fetch
            run: |
              ./clean.sh data.csv > clean.csv
              wc -l clean.csv
          report:
            needs: [fetch, clean]
            dir: reports
            env:
              TITLE: Today
            run:
              - ./stats.sh ../clean.csv
              - ./render.sh "$TITLE" > report.html
          all:
            needs: [report]
      A task says
        run           a shell script (sh -e: it stops at the first command that fails), as text
                      or as a list of lines that make one script; left out, the task only groups
                      what it needs
        needs         a task's name or a list of them; they are DONE before this task starts
        dir           where the script runs, relative to the current folder or to --directory
        env           variables that are added to the environment
        description   for people; --dry-run shows it
      Like 'make -f', and not as some others do, taskloom runs commands in the folder where it was
      started, wherever the task file is.

      Tasks are made layer by layer: first those that need nothing, then those that need only them,
      and so on. A task whose need FAILED is FAILED, too; the others go on unless --fail-fast.

      A command reads an empty standard input. What it prints is kept in the log folder (NAME.log,
      beside the script that was run, NAME.sh) and shown when it fails: whole up to 1 MiB, of more
      the start and the end. It sees the environment of taskloom and
        TASKLOOM_TASK        marks its processes, for them to be found and ended
        TASKLOOM_JAVA_HOME   the JDK (21 or newer) that runs taskloom
      What a command leaves behind in the background is left alone when the command ends by itself.

      Ctrl-C ends all that was started, children of children and background processes included:
      they are asked (SIGTERM), and killed after the grace time or on a second Ctrl-C. On Linux that
      holds for processes that left their parent, too, unless they cleared their environment. The
      table is printed all the same.

      Exit codes
        0     all tasks are DONE
        1     some task is not
        2     wrong use or wrong input: one line tells file, line and column; nothing was started
        130   ended by Ctrl-C (143 by SIGTERM, 129 by SIGHUP)
      """;

  private MakeHelp() {}
}
