package io.github.taskloom.cli.show;

/** Shows nothing. */
final class SilentDisplay implements Display {

  @Override
  public void started(String task, int attempt) {}

  @Override
  public void retried(TaskResult attempt) {}

  @Override
  public void settled(TaskResult result) {}

  @Override
  public <X extends Exception> void print(Printing<X> lines) {}

  @Override
  public boolean takesParts() {
    return false;
  }

  @Override
  public <X extends Exception> void printPart(Object whole, Part<X> part) {}

  @Override
  public void close() {}
}
