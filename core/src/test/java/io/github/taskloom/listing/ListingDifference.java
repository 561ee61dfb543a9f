package io.github.taskloom.listing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What one listing has and another one has not, each line with where it stands. */
public final class ListingDifference {
  private ListingDifference() {}

  /** Lines that begin with + or -, those that are gone first; none if the listings say the same. */
  public static List<String> between(List<String> before, List<String> after) {
    Set<String> old = placed(before);
    Set<String> now = placed(after);
    List<String> difference = new ArrayList<>();
    old.stream().filter(line -> !now.contains(line)).forEach(line -> difference.add("- " + line));
    now.stream().filter(line -> !old.contains(line)).forEach(line -> difference.add("+ " + line));
    return difference;
  }

  /** Each member behind the package and the name of its type, so that no two are the same. */
  private static Set<String> placed(List<String> listing) {
    Set<String> placed = new LinkedHashSet<>();
    String packageName = "";
    String owner = "";
    for (String line : listing) {
      if (line.startsWith("  ")) {
        placed.add(owner + ": " + line.strip());
      } else if (!line.isBlank()) {
        boolean isPackage = line.startsWith("package ") || line.startsWith("module ");
        packageName = isPackage ? line : packageName;
        owner = isPackage ? line : packageName.replace("package ", "") + "." + typeName(line);
        placed.add(isPackage ? line : owner + ": " + line);
      }
    }
    return placed;
  }

  /** The word behind the kind of type. */
  private static String typeName(String header) {
    String name = header.replaceFirst("^.*?\\b(class|interface|enum|record) ([\\w.$]+).*$", "$2");
    return name;
  }
}
