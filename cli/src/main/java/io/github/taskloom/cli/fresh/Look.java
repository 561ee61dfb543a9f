package io.github.taskloom.cli.fresh;

import io.github.taskloom.cli.file.Freshness;
import io.github.taskloom.cli.file.Names;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A task as it is before its command starts.
 *
 * @param keys what tells whether it has anything to do
 * @param folder what its patterns are relative to
 * @param definition stands for what the task file says of it
 * @param needs the effects of what it needs, by their names
 * @param inputs as they are
 * @param outputs as they are
 * @param success its last one; null where there is none on record
 */
record Look(
    Freshness keys,
    Path folder,
    String definition,
    Map<String, String> needs,
    FileSet inputs,
    FileSet outputs,
    @Nullable Success success) {

  static Look at(
      Freshness keys,
      Path folder,
      String definition,
      Map<String, String> needs,
      @Nullable Success success,
      Contents known) {
    NavigableMap<String, Content> none = new TreeMap<>();
    return new Look(
        keys,
        folder,
        definition,
        needs,
        FileSet.look(keys.inputs(), folder, success == null ? none : success.inputs(), known),
        FileSet.look(keys.outputs(), folder, success == null ? none : success.outputs(), known),
        success);
  }

  /** Why the task has to run, by what is on record of it; null if it need not. */
  @Nullable String whyItRuns() {
    if (success == null) {
      return "no success of it is on record";
    }
    if (!success.definition().equals(definition)) {
      return "what the task file says of it has changed";
    }
    return Stream.of(
            unknowable(),
            FileSet.difference("input", success.inputs(), inputs.contents(), true),
            changedNeed(success),
            FileSet.difference("output", success.outputs(), outputs.contents(), false))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** Why it has to run each time; null if it need not. */
  private @Nullable String unknowable() {
    if (!inputs.unreadable().isEmpty()) {
      return "input " + Names.quoted(inputs.unreadable().getFirst()) + " cannot be read";
    }
    if (!outputs.unreadable().isEmpty()) {
      return "output " + Names.quoted(outputs.unreadable().getFirst()) + " cannot be read";
    }
    if (keys.inputs() != null && inputs.contents().isEmpty()) {
      return "its inputs name no file that is there";
    }
    if (keys.outputs() != null && !keys.outputs().isEmpty() && outputs.contents().isEmpty()) {
      return "its outputs name no file that is there";
    }
    return null;
  }

  private @Nullable String changedNeed(Success last) {
    for (Map.Entry<String, String> need : needs.entrySet()) {
      String before = last.needs().get(need.getKey());
      String name = Names.quoted(need.getKey());
      if (before == null) {
        return "it needs " + name + ", which it did not before";
      }
      if (!before.equals(need.getValue())) {
        return name + ", which it needs, has run or left something else since";
      }
    }
    return last.needs().size() == needs.size() ? null : "it no longer needs what it did before";
  }

  /** What is up to date, for people. */
  String shown() {
    List<String> parts = new ArrayList<>();
    if (keys.inputs() != null) {
      parts.add(count(inputs, "input"));
    }
    if (keys.outputs() != null && !keys.outputs().isEmpty()) {
      parts.add(count(outputs, "output"));
    }
    return String.join(" and ", parts) + " as at its last success";
  }

  private static String count(FileSet files, String what) {
    int number = files.contents().size();
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /** What is to be told of patterns for which there is nothing; null if there is none. */
  static @Nullable String hint(String what, FileSet files) {
    return files.unmatched().isEmpty()
        ? null
        : files.unmatched().stream()
            .map(Names::quoted)
            .collect(Collectors.joining(", ", what + " name no file by ", ""));
  }
}
