package io.github.taskloom.benchmarks.family;

import io.github.taskloom.benchmarks.engine.Rival;
import io.github.taskloom.benchmarks.measure.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The samples of a family, and their medians. */
final class Samples {
  private final List<Sample> samples;

  /** In the order in which they were taken. */
  Samples(List<Sample> samples) {
    this.samples = List.copyOf(samples);
  }

  List<String> groups() {
    return samples.stream().map(Sample::group).distinct().toList();
  }

  List<String> titles(String group) {
    return in(group).map(Sample::title).distinct().toList();
  }

  /** The engines, in the order of the tables. */
  List<Rival> rivals(String group, Family family) {
    List<Rival> found = in(group).map(Sample::rival).distinct().toList();
    return family.rivals().stream().filter(found::contains).toList();
  }

  private Stream<Sample> in(String group) {
    return samples.stream().filter(sample -> sample.group().equals(group));
  }

  /** A figure, round by round. */
  List<Double> all(String group, String title, Rival rival, String figure) {
    return in(group)
        .filter(sample -> sample.title().equals(title) && sample.rival() == rival)
        .map(sample -> sample.figures().get(figure))
        .filter(Objects::nonNull)
        .toList();
  }

  /** The median of a figure; null if there is none. */
  @Nullable Double median(String group, String title, Rival rival, String figure) {
    Range range = range(group, title, rival, figure);
    return range == null ? null : range.median();
  }

  /** The median of a figure, with the least and the greatest; null if there is none. */
  @Nullable Range range(String group, String title, Rival rival, String figure) {
    List<Double> all = all(group, title, rival, figure);
    return all.isEmpty() ? null : Range.of(all);
  }

  /** The median over the rounds of a figure to another engine's; null if there is none. */
  @Nullable Double ratio(String group, String title, Rival rival, Rival base, String figure) {
    List<Double> ours = all(group, title, rival, figure);
    List<Double> theirs = all(group, title, base, figure);
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < Math.min(ours.size(), theirs.size()); round++) {
      ratios.add(ours.get(round) / theirs.get(round));
    }
    return ratios.isEmpty() ? null : Range.median(ratios);
  }

  /** What failed, a sentence each. */
  List<String> failures() {
    return samples.stream()
        .filter(sample -> sample.remark() != null)
        .map(
            sample ->
                "%s, %s %s: %s."
                    .formatted(
                        sample.rival().title(), sample.group(), sample.title(), sample.remark()))
        .distinct()
        .toList();
  }
}
