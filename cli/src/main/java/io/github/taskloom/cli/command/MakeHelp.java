package io.github.taskloom.cli.command;

/** The part of {@code taskloom make --help} that tells what a task file can say. */
final class MakeHelp {
  static final String TEXT =
      """

      The task file is YAML, with a key 'tasks': a mapping of names to tasks.
        default: report
        tasks:
          fetch: ./fetch.sh > data.csv
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
          alert:
            needs: {task: report, if: failed}
            retry: {attempts: 5, backoff: 250ms, cap: 10s}
            timeout: 1m30s
            run: ./tell.sh "no report"
      A task says
        run          a shell script, as text or as a list of lines that make one
                     script; it stops at the first command that fails (sh -e).
                     Left out, the task only groups what it needs. A script that
                     starts with #! is executed by the program named there
        shell        what executes the script, whose file is the last argument:
                     sh (sh -e, where nothing is said), bash (bash -e -o
                     pipefail), or any other program as it is, [python3, -u] with
                     arguments. A name is looked for in the PATH, and nothing
                     starts if it is not there; a path is relative to where the
                     script runs. At the top of the file, beside tasks: for all
                     tasks that do not say otherwise
        needs        a task's name or a list of them: they are DONE before this
                     task starts. In place of a name {task: NAME, if: failed}
                     for a task that runs only if the other FAILED, and
                     {task: NAME, if: completed} for one that runs whatever
                     became of the other, once it has ended; always: see if
        if           failed, completed or always, for all needs that do not say
                     it themselves. A task with 'if: always', its own or that of
                     a need, cleans up: see below
        retry        how often the script is tried, the first time included:
                     1 to 100, at once after each other; or {attempts: 5,
                     backoff: 1s} with a wait in between; or {attempts: 5,
                     backoff: 250ms, cap: 10s} with a random wait of at most
                     250ms, 500ms, 1s and so on up to the cap
        timeout      how long each attempt may take; then it is ended as by
                     Ctrl-C, and FAILED
        allow-failure  true for a task whose failure is none of the run: it is
                     shown as FAILED (allowed), what needs it goes on as if it
                     were DONE, and what is there for its failure runs. --resume
                     tries it again; in drawings it is DONE
        interactive  true for a task that asks, or shows: it has the terminal, one
                     such task at a time, while others go on and are told
                     afterwards. Ctrl-C is its own meanwhile, and ends the run if
                     it dies of that; what it prints is in no log
        dir          where the script runs, relative to the folder where commands
                     run, see below; ~ and $ in it stand for nothing else
        env          variables that are added to the environment. A name that the
                     shell of the system does not pass on is refused
        inputs       the files that it is made of, and
        outputs      the files that it leaves: names or patterns, see below; a
                     task that says either runs only when it has something to do
        status       a command or a list of commands: when each ends with 0 the
                     task has nothing to do
        output       how its output is shown, whatever --output says: failed,
                     grouped, prefixed or live
        description  for people; 'taskloom list' and --dry-run show it
      In place of all that there may be just what it runs: 'NAME: COMMAND'.
      At the top of the file may stand, beside 'tasks',
        default      a task's name or a list of them: what is made where no target
                     is given. Left out, all tasks are.
        vars         names with values, which NAME=VALUE on the command line
                     replaces; commands find them as variables. One may ask for
                     those above it
        env          variables for all tasks of the file
        dotenv       a file of variables or a list of them, relative to this file.
                     NAME=VALUE in each line, with comments, 'export' and quotes as
                     usual; ${NAME} stands for a variable, and nothing is run. With
                     a ? at its end, as in .env?, the file may be missing
        include      other files, each under a prefix: with {docs: docs/tasks.yaml}
                     its task build is docs:build here. What its tasks need, its
                     vars and env are of that file alone; they run where the tasks
                     of this file do, or with {docs: {file: docs/tasks.yaml,
                     dir: docs}} in a folder of their own
        secret       a name or a list of them, of vars and variables: where their
                     values would be seen, in what commands print, too, *** stands.
                     Not of what is interactive
      Where a name has several values, the env of the task wins, then vars and env of
      the file, then the caller's environment, then dotenv, its first file first.
      In dir, env, inputs, outputs and vars {{NAME}} stands for a var, and {{env.NAME}}
      for what the caller's environment has, or else dotenv; {{{{ for two braces. In
      run nothing is replaced before the shell gets it: write $NAME there.
      Keys at the top that start with x- are not read: they are for anchors, as in
      'x-env: &env {LEVEL: 3}' and 'env: *env' in many tasks.
      Times have units: d, h, m, s, ms, in this order, as in 250ms or 1m30s.
      Without a FILE, taskloom.yaml (or taskloom.yml) is looked for in the current
      folder and in those above it, up to a folder of another owner; commands run in
      the folder of the file that was found. As with 'make -f', those of a FILE that
      is named run in the folder where taskloom was started, wherever the file is.

      A task starts when all that it needs is DONE. With --order layered tasks are
      made layer by layer: first those that need nothing, then those that need
      only them, and so on. A task with a need that FAILED is FAILED, too, but was
      never run: it is shown and counted as blocked by the one where that began.
      The others go on, unless there is --fail-fast, which starts nothing more, not
      even what needs a failure. A task that was there for a failure that did not
      come is skipped, as is what needs it; that is no failure of the run.

      A task with inputs or outputs is up to date, and not run, when all is as it
      was at its last success: what its inputs and outputs hold, what the file says
      of it (but for description, retry, timeout), and what those tasks left that it
      needs. Of these only their outputs count; one that has run and says nothing
      of outputs makes it run; 'outputs: []' says that a task leaves nothing that
      others use. With outputs alone they and the file decide. A status is asked
      last, and where there are neither inputs nor outputs it alone decides. A task
      that says none of the three always runs. --force runs all; --dry-run tells
      what is up to date, and why the rest is not, and --explain TASK tells it
      after the run.
        *  any characters of a name     **  any number of folders   a folder stands
        ?  one character                {a,b}  either               for all in it
        !  in front, in quotes, takes out what the rest names; a \\ takes the
           meaning from the next character
      Patterns are relative to the folder where the task runs. Wildcards do not meet
      .git and .taskloom, and follow no link to a folder. Files are compared by
      content (SHA-256; one is read again when its size or times change). One that
      is input and output counts as the task left it. An input is looked at before
      the command starts, so a change while it runs makes the task run again. A
      pattern that names no file is told each time; where none of them names one
      the task runs each time. An output without wildcards that is not there after
      the command has ended well makes the task FAILED. The record of the last
      success stands beside the runs (.taskloom/FILE/fresh) and is taken back before
      the command starts; two runs do not run one such task at once, the second
      waits. After a power cut use --force.

      With --watch taskloom stays after the run and runs again when an input of a
      task that it has made changes: that task, and what needs it; a task without
      inputs again only when one that it needs has run, or has failed. A run
      that goes on is ended first, as by Ctrl-C. What a task leaves itself (its
      outputs) sets nothing off. When the task file changes it is read again; a
      mistake in it is told, and it waits until that is mended. Where the system
      tells of no changes (a network, macOS) they are seen within five seconds.

      A command reads an empty standard input. What it prints is kept in the folder
      of the run (NAME.log, beside the script, NAME.sh or NAME.py, that was run).
      It is shown when it fails for the last time, all attempts in one: whole up to
      1 MiB, of more the start and the end. Where there may be several attempts
      each starts with a line in it, '--- attempt 2 of 3'. With --output, or the
      'output' of a task, it is shown whole, before the line that tells the end of
      the task: in one block (grouped), or while it comes, by lines with the
      task's name (prefixed) or as it is (live; where --output says so there is no
      bar on a terminal). What is left in the background may print more, which is
      in NAME.log alone.
      Where standard output is no terminal there is a line when a task starts and
      one when it ends, a sign of life every minute with what runs since when, and
      at the end the last lines of what FAILED once more.
      Where at least half of its tasks have run before, a run tells about how long it
      will still take, beside the bar or in the sign of life: the longest path through
      what has not ended, and no less than all that is left at -j N, by how long each
      task took when it last ran well (.taskloom/FILE/durations). Others count as long
      as these usually take; what may turn out to be up to date counts until it has;
      what is there for a failure counts when it starts.
      With --ui the run is shown on a page while it goes on, on this machine alone:
      its address, which has a token in it, is told at the start. Who has the address
      may pause and stop the run and cancel tasks. Values of env are not on it. What
      is tried again on it is a further run, once this one has ended, of all that is
      not DONE. The page stays until Ctrl-C, and the exit code is that of the last run.

      A command sees the environment of taskloom, what the file adds to it, and
        TASKLOOM_TASK       marks its processes, for them to be found and ended
        TASKLOOM_JAVA_HOME  the JDK, 21 or newer, that runs taskloom
      What a command leaves in the background is left alone when it ends by
      itself; after a run that failed it is told.

      Each run has a folder of its own, .taskloom/FILE/DATE_TIME beside the task
      file, or under --state; so runs of one file may go on side by side. The last
      10 that have ended are kept. git does not see them, and a run whose folder a
      task takes away goes on.

      Reports of a run can be had later, too: 'taskloom report', by what it keeps in
      its folder (run.report).

      The folder has a record of what is DONE (run.journal), for a later run with
      --resume, which goes on from there, also after Ctrl-C or a kill; after a
      power cut, where what commands wrote may be lost, too, run without it. It
      takes the run that ended last; --resume=DATE_TIME takes another one. A task
      that was DONE is DONE before, and not started again, as long as its files (if
      it says inputs or outputs) are as they were, its run, shell, dir, needs and
      env (with all values that the file has for it), and where it runs as seen from
      the task file, are the same, and all that it needs was DONE before, too. What
      is there for a failure, and what needs that, is decided anew. Other files, and
      the caller's environment, are not looked at. With --dry-run it shows what
      would be left out. Without --resume a run starts from nothing, but for what
      is up to date.

      A task with 'if: always' cleans up. It comes when all else of the run is
      over, whatever became of what it needs: after Ctrl-C, after a failure under
      --fail-fast and when the time of the run is up, too, even if what it needs
      was never started. After Ctrl-C and --timeout it has --cleanup-timeout, 30 s,
      together with all others that clean up; Ctrl-C once more ends them. It comes
      with any task that it needs under 'always', yet brings none of these: as a
      target it is run without them. Without needs it comes with every run, after
      all else. Only what cleans up, too, can need it. One that fails is a failure
      of the run; --resume runs it again when something that it needs is run.

      Ctrl-C ends all that was started, with the children of children and what
      was left in the background: the signal is passed on, what still runs is
      asked (SIGTERM) at most a second later, and killed after the grace time or
      on a second Ctrl-C. So does --timeout, which asks at once. From then on
      nothing starts but what cleans up, and what ends is CANCELLED, even if it
      ends well. Commands
      run in sessions of their own, where the system has setsid or perl: the terminal
      tells taskloom alone. On Linux all is found, also what left its parent,
      unless it cleared its environment. The table is printed all the same, and
      taskloom ends by the signal, as make does.

      Exit codes
        0    all tasks are DONE, were skipped, or were allowed to fail
        1    some task is not
        2    wrong use or wrong input, told in one line with file, line and
             column; nothing was started
        70   a mistake in taskloom itself
        74   output, a drawing or a report could not be written whole
        130  ended by Ctrl-C (143 by SIGTERM, 129 by SIGHUP)
      """;

  private MakeHelp() {}
}
