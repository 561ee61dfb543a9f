package io.github.taskloom.jdbc;

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
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar on the module path: an automatic module beside the engine, and a database. */
@Timeout(60)
class JdbcModuleTest {
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
    Path jar = folder.resolve("jdbc.jar");
    Path classes =
        Path.of(JdbcJournal.class.getProtectionDomain().getCodeSource().getLocation().toURI());
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

  /** A layer of modules has it, and it opens a run there. */
  @Test
  void module_onTheModulePath_works(@TempDir Path folder) throws Exception {
    List<Path> path =
        Stream.concat(
                Stream.of(jar(folder)),
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                    .map(Path::of)
                    .filter(Files::exists)
                    .filter(JdbcModuleTest::isNeeded))
            .toList();
    Configuration configuration =
        ModuleLayer.boot()
            .configuration()
            .resolve(
                ModuleFinder.of(path.toArray(Path[]::new)),
                ModuleFinder.of(),
                Set.of("io.github.taskloom", "io.github.taskloom.jdbc", "com.h2database"));
    ClassLoader loader =
        ModuleLayer.defineModulesWithOneLoader(
                configuration, List.of(ModuleLayer.boot()), ClassLoader.getPlatformClassLoader())
            .layer()
            .findLoader("io.github.taskloom.jdbc");

    Class<?> source = loader.loadClass("org.h2.jdbcx.JdbcDataSource");
    Object database = source.getConstructor().newInstance();
    source
        .getMethod("setURL", String.class)
        .invoke(database, "jdbc:h2:mem:module;DB_CLOSE_DELAY=-1");
    Class<?> journal = loader.loadClass("io.github.taskloom.jdbc.JdbcJournal");
    try (AutoCloseable open =
        (AutoCloseable)
            journal
                .getMethod("open", DataSource.class, String.class)
                .invoke(null, database, "run")) {
      assertEquals("JdbcJournal[run]", open.toString());
    }
    assertEquals("io.github.taskloom.jdbc", journal.getModule().getName());
    assertEquals(
        "io.github.taskloom", loader.loadClass("io.github.taskloom.Make").getModule().getName());
  }

  private static boolean isNeeded(Path entry) {
    String name = entry.getFileName().toString();
    return entry.toString().contains("/core/target/") // in a build of both
        || name.startsWith("taskloom-core")
        || name.startsWith("h2-")
        || name.startsWith("jspecify");
  }
}
