package io.github.taskloom.testing;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Reads sources of this module, and compiles text as a user's compiler would. */
public final class SourceText {
  private SourceText() {}

  /** The folder of this module. */
  public static Path module() {
    return Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  }

  /** All Java files under a folder of this module, in order. */
  public static List<Path> javaFiles(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(module().resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  /** Compiles a public class against this module alone, and loads it. */
  public static Class<?> compile(String className, String text, Path classes, Class<?> against)
      throws IOException, ClassNotFoundException, URISyntaxException {
    URL library = against.getProtectionDomain().getCodeSource().getLocation();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavaFileObject source =
        new SimpleJavaFileObject(
            URI.create("string:///" + className + ".java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
          }
        };
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of(
            "-d",
            classes.toString(),
            "-classpath",
            Path.of(library.toURI()).toString(),
            "--release",
            "21",
            "-proc:none");
    boolean compiled =
        compiler.getTask(messages, null, null, options, null, List.of(source)).call();
    if (!compiled) {
      throw new AssertionError("This does not compile:\n" + text + "\n" + messages);
    }
    // Not closed: the class may load others at any time, and ends with the process.
    @SuppressWarnings("resource")
    URLClassLoader loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, against.getClassLoader());
    return loader.loadClass(className);
  }
}
