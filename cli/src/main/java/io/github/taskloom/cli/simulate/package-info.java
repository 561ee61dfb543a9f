/**
 * The hand-out of tasks to the members of a cluster, simulated: nothing runs, only what would
 * happen is counted, event by event. Entry point: {@link
 * io.github.taskloom.cli.simulate.Simulation}.
 *
 * <pre>
 *   caller                                        member, one of many
 *   ready tasks --- batch, latency ---&gt; waiting tasks --- slot, run time ---+
 *        ^                                                                     |
 *        +--- results, latency --- what has ended, gathered -------------------+
 * </pre>
 */
@NullMarked
package io.github.taskloom.cli.simulate;

import org.jspecify.annotations.NullMarked;
