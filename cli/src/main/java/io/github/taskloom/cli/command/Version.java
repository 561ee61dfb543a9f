package io.github.taskloom.cli.command;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar, and the JDK at work. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      "taskloom " + (version == null ? "(not from a jar)" : version),
      "JDK " + Runtime.version() + ", " + System.getProperty("java.home")
    };
  }
}
