package io.github.taskloom.cli.member;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The user's classes: those of jars and folders, above those of taskloom and its libraries. */
final class UserClasses {
  private UserClasses() {}

  static ClassLoader of(List<Path> classPath) {
    ClassLoader own = UserClasses.class.getClassLoader();
    if (classPath.isEmpty()) {
      return own;
    }
    List<URL> urls = new ArrayList<>();
    for (Path path : classPath) {
      if (!Files.isReadable(path)) {
        throw new MemberException("--class-path: " + path + ": no such file or folder");
      }
      try {
        urls.add(path.toUri().toURL());
      } catch (MalformedURLException e) {
        throw new MemberException("--class-path: " + path + " is none: " + e.getMessage(), e);
      }
    }
    // Open for as long as the process runs.
    return new URLClassLoader("user", urls.toArray(URL[]::new), own);
  }
}
