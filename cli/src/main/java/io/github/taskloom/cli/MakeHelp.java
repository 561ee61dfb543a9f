package io.github.taskloom.cli;

/** The part of {@code taskloom make --help} that tells what a task file can say. */
final class MakeHelp {
  static final String TEXT =
      """

      The task file is YAML, with one key 'tasks': a mapping of names to tasks.
        tasks:
          fetch:
            run: ./fetch.sh > data.csv
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
        run          a shell script, as text or as a list of lines that make one
                     script; it stops at the first command that fails (sh -e).
                     Left out, the task only groups what it needs.
        needs        a task's name or a list of them: they are DONE before this
                     task starts
        dir          where the script runs, relative to the current folder or to
                     --directory
        env          variables that are added to the environment
        description  for people; --dry-run shows it
      As with 'make -f', commands run in the folder where taskloom was started,
      wherever the task file is.

      A task starts when all that it needs is DONE. With --order layered tasks are
      made layer by layer: first those that need nothing, then those that need
      only them, and so on. A task with a need that FAILED is FAILED, too; the
      others go on, unless there is --fail-fast.

      A command reads an empty standard input. What it prints is kept in the log
      folder (NAME.log, beside the script NAME.sh that was run) and shown when it
      fails: whole up to 1 MiB, of more the start and the end. It sees the
      environment of taskloom and
        TASKLOOM_TASK       marks its processes, for them to be found and ended
        TASKLOOM_JAVA_HOME  the JDK, 21 or newer, that runs taskloom
      What a command leaves in the background is left alone when it ends by
      itself.

      Ctrl-C ends all that was started, with the children of children and what
      was left in the background: it is asked (SIGTERM), and killed after the
      grace time or on a second Ctrl-C. On Linux that holds for processes that
      left their parent, too, unless they cleared their environment. The table is
      printed all the same.

      Exit codes
        0    all tasks are DONE
        1    some task is not
        2    wrong use or wrong input, told in one line with file, line and
             column; nothing was started
        130  ended by Ctrl-C (143 by SIGTERM, 129 by SIGHUP)
      """;

  private MakeHelp() {}
}
