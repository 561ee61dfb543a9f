/**
 * The comparison of engines: begin with {@link io.github.taskloom.benchmarks.compare.Compare}.
 *
 * <pre>
 *   Compare ---- starts ----> CheckMain     each engine on small graphs: order, each task once
 *      |                                    (one JVM for all)
 *      +-------- starts ----> MeasureMain   one engine: rounds of baseline, build, run
 *      |                                    (a JVM per engine and graph; with --quick per engine)
 *      +-> Tables -> the terminal, and by ResultsFile to results/
 *      |
 *      +-------- with --family ----> the families of makes
 * </pre>
 *
 * <p>What the numbers mean: {@code run} is the wall time from the call to its return, planning
 * included, divided by the tasks, the median of the rounds. {@code ratio} is the median over rounds
 * of that time to the {@code sequential loop}'s on the same graph just before, in the same JVM, and
 * its range. {@code bytes} is the live heap that the built graph adds, with its functions shared.
 * {@code time/ideal} is the wall time to the least possible one. What they do not mean: no real
 * tasks return at once; on a machine with other work only the ratios of one run count.
 */
@NullMarked
package io.github.taskloom.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
