/**
 * Families of makes that are compared with their rivals, beside the graphs of {@code
 * benchmarks/compare}: many makes at once, small makes, the least task that pays, trivial tasks in
 * all shapes, tasks that are old objects, and the first make of a JVM. Begin with {@link
 * io.github.taskloom.benchmarks.family.Family}.
 *
 * <pre>
 *   FamilyRun -- starts --> FamilyMain   one JVM for all rivals of a family: checks them, then
 *      |                       |         measures each case by turns
 *      |                       +-> Family -> Case -> figures, a line for each round
 *      |                                      +-- FirstMake starts --> FirstMain, a JVM a figure
 *      +-> Samples -> Family.tables -> FamilyReport
 * </pre>
 *
 * <p>One JVM for all rivals, so that each round has all of them within seconds: what else the
 * machine does meets all alike. What a JVM of its own would spare them, the JIT's mixed profiles of
 * calls that all make, they bear alike, too. In {@code mixed} that is the point.
 */
@NullMarked
package io.github.taskloom.benchmarks.family;

import org.jspecify.annotations.NullMarked;
