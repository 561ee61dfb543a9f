/**
 * The command line {@code taskloom}. Entry point: {@link io.github.taskloom.cli.Main}, which starts
 * it; all else is in the packages below, of which each uses those that come later alone.
 *
 * <pre>
 * package   what it is for                                          uses
 * command   make, list, report ...: help and exit codes             all below
 * output    what commands print, while they run or afterwards       state, show, file
 * option    what can be said after a command                        report, simulate, member, show, file
 * report    what became of a run, for other programs                show, file
 * replay    recorded executions once more                           simulate, file
 * member    a member of a cluster                                   stop
 * simulate  the hand-out of tasks to members of a cluster           none
 * run       making tasks                                            show, stop, file
 * watch     running again when files change                         fresh, stop, file
 * fresh     what a task was made of at its last success             state, file, glob
 * resume    what an earlier run made                                file
 * shell     the processes of the commands of a task file            secret, state, stop, file
 * secret    values that are seen nowhere                            none
 * state     the folders in which runs are kept                      file
 * show      what is seen                                            estimate, file
 * estimate  how long a run will still take                          file
 * stop      signals                                                 none
 * file      the task file                                           glob
 * glob      files named by patterns                                 none
 * </pre>
 *
 * <p>This is a program, run from one jar on the class path, and so no module: nothing here is for
 * others to call, and JLine, on which the progress bar stands, is no module either.
 */
@NullMarked
package io.github.taskloom.cli;

import org.jspecify.annotations.NullMarked;
