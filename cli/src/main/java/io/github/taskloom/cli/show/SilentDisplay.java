package io.github.taskloom.cli.show;

import java.nio.file.Path;

/** Shows nothing. */
final class SilentDisplay implements Display {

  @Override
  public void started(String task) {}

  @Override
  public void retried(TaskResult attempt) {}

  @Override
  public void settled(TaskResult result) {}

  @Override
  public void line(String text) {}

  @Override
  public void output(String task, Path log) {}

  @Override
  public void close() {}
}
