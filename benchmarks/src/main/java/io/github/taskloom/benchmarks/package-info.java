/**
 * What the engine costs.
 *
 * <p>JMH measures the parts, {@code benchmarks/compare} the whole beside other engines (see {@link
 * io.github.taskloom.benchmarks.compare}).
 *
 * <pre>{@code
 * mvn -pl benchmarks -am package -DskipTests
 * java -jar benchmarks/target/benchmarks.jar                                  # all, about an hour
 * java -jar benchmarks/target/benchmarks.jar TransitionBenchmark -f 1         # one class, one fork
 * java -jar benchmarks/target/benchmarks.jar MakeBenchmark.buildAndMake -prof gc -p graph=CHAIN
 * }</pre>
 *
 * <p>With {@code -prof gc} the line {@code gc.alloc.rate.norm} tells the bytes allocated per
 * operation, garbage included: divide by the tasks of the graph. The live bytes per task are in the
 * table of the comparison.
 *
 * <p>Each class has a baseline that its numbers are to be read against, and says what they do not
 * mean. An absolute time is that of one machine on one day; ratios of one run travel.
 */
@NullMarked
package io.github.taskloom.benchmarks;

import org.jspecify.annotations.NullMarked;
