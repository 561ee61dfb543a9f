package io.github.taskloom.listing;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Requires;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Lists what the exported packages of a compiled module offer: a line for each type and, indented,
 * for each of its members, sorted.
 */
public final class InterfaceListing {
  private final Path classes;
  private final ClassLoader loader;
  private final List<String> lines = new ArrayList<>();

  private InterfaceListing(Path classes, ClassLoader loader) {
    this.classes = classes;
    this.loader = loader;
  }

  /**
   * Lists a module.
   *
   * @param classes the folder of its class files
   * @param loader loads them, and what they are made of
   * @throws IOException if they cannot be read, or are no module
   */
  public static List<String> of(Path classes, ClassLoader loader) throws IOException {
    InterfaceListing listing = new InterfaceListing(classes, loader);
    listing.addModule();
    return List.copyOf(listing.lines);
  }

  private void addModule() throws IOException {
    ModuleDescriptor module;
    try (InputStream descriptor = Files.newInputStream(classes.resolve("module-info.class"))) {
      module = ModuleDescriptor.read(descriptor);
    }
    lines.add("module " + module.name());
    module.requires().stream()
        .filter(requires -> !requires.modifiers().contains(Requires.Modifier.MANDATED))
        .map(InterfaceListing::text)
        .sorted()
        .forEach(lines::add);
    module.exports().stream().map(InterfaceListing::text).sorted().forEach(lines::add);
    Set<String> packages = new TreeSet<>();
    module.exports().stream()
        .filter(exports -> !exports.isQualified())
        .forEach(exports -> packages.add(exports.source()));
    for (String name : packages) {
      addPackage(name, new Visible(packages));
    }
  }

  private static String text(Requires requires) {
    StringBuilder text = new StringBuilder("  requires ");
    requires.modifiers().stream()
        .sorted()
        .forEach(it -> text.append(it.name().toLowerCase(Locale.ROOT)).append(' '));
    return text + requires.name();
  }

  private static String text(Exports exports) {
    String to = String.join(", ", exports.targets().stream().sorted().toList());
    return "  exports " + exports.source() + (to.isEmpty() ? "" : " to " + to);
  }

  private void addPackage(String name, Visible visible) throws IOException {
    TypeNames names = new TypeNames(name);
    List<String> body = new ArrayList<>();
    for (Class<?> type : types(name)) {
      if (visible.is(type)) {
        body.add("");
        new TypeListing(type, names, visible).addTo(body);
      }
    }
    lines.add("");
    lines.add("package " + name);
    names.imports().forEach(used -> lines.add("  uses " + used));
    lines.addAll(body);
  }

  private List<Class<?>> types(String packageName) throws IOException {
    List<Class<?>> types = new ArrayList<>();
    try (Stream<Path> files = Files.list(classes.resolve(packageName.replace('.', '/')))) {
      files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".class") && !file.startsWith("package-info"))
          .map(file -> file.substring(0, file.length() - ".class".length()))
          .forEach(simple -> types.add(load(packageName + "." + simple)));
    }
    types.sort(Comparator.comparing(Class::getName));
    return types;
  }

  private Class<?> load(String name) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("Is " + name + " in " + classes + "?", e);
    }
  }
}
