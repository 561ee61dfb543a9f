package io.github.taskloom.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.OutputStream;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar on the module path: an automatic module beside those that it needs. */
@Timeout(60)
class MicrometerModuleTest {
  private static final Pattern NAME =
      Pattern.compile("<Automatic-Module-Name>(.+)</Automatic-Module-Name>");

  private static String moduleName() throws Exception {
    Matcher found = NAME.matcher(Files.readString(Path.of("pom.xml"), StandardCharsets.UTF_8));
    assertTrue(found.find());
    return found.group(1);
  }

  /** As Maven packs it. */
  private static Path jar(Path folder) throws Exception {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Automatic-Module-Name", moduleName());
    Path jar = folder.resolve("micrometer.jar");
    Path classes =
        Path.of(
            TaskloomObservations.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream packed = new JarOutputStream(out, manifest);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        packed.putNextEntry(
            new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
        Files.copy(file, packed);
      }
    }
    return jar;
  }

  /** A layer of modules has it, and its classes work there. */
  @Test
  void module_onTheModulePath_works(@TempDir Path folder) throws Exception {
    List<Path> path =
        Stream.concat(
                Stream.of(jar(folder)),
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                    .map(Path::of)
                    .filter(Files::exists)
                    .filter(MicrometerModuleTest::isNeeded))
            .toList();
    ModuleFinder finder = ModuleFinder.of(path.toArray(Path[]::new));
    Configuration configuration =
        ModuleLayer.boot()
            .configuration()
            .resolve(
                finder,
                ModuleFinder.of(),
                Set.of("io.github.taskloom", "io.github.taskloom.micrometer"));
    ClassLoader loader =
        ModuleLayer.defineModulesWithOneLoader(
                configuration, List.of(ModuleLayer.boot()), ClassLoader.getPlatformClassLoader())
            .layer()
            .findLoader("io.github.taskloom.micrometer");

    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(loader); // which services are looked up in
    try {
      use(loader);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private static void use(ClassLoader loader) throws Exception {
    Class<?> metrics = loader.loadClass("io.github.taskloom.micrometer.TaskloomMetrics");
    Object made = metrics.getMethod("of", String.class).invoke(null, "m");

    assertEquals("io.github.taskloom.micrometer", metrics.getModule().getName());
    assertEquals("TaskloomMetrics[make=m]", made.toString());
    Class<?> make = loader.loadClass("io.github.taskloom.Make");
    assertEquals("io.github.taskloom", make.getModule().getName());
    Object defaults = make.getMethod("defaults").invoke(null);
    Class<?> context = loader.loadClass("io.github.taskloom.micrometer.ContextPropagation");
    Object carried =
        context
            .getMethod("applyTo", make)
            .invoke(context.getMethod("ofCaller").invoke(null), defaults);
    assertTrue(make.isInstance(carried));
  }

  private static boolean isNeeded(Path entry) {
    String name = entry.getFileName().toString();
    return entry.toString().contains("/core/target/") // in a build of both
        || name.startsWith("taskloom-core")
        || name.startsWith("micrometer-core")
        || name.startsWith("micrometer-observation")
        || name.startsWith("micrometer-commons")
        || name.startsWith("context-propagation")
        || name.startsWith("jspecify");
  }
}
