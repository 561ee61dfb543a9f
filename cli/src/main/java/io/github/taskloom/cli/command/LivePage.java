package io.github.taskloom.cli.command;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.cli.secret.Secrets;
import io.github.taskloom.cli.stop.Stop;
import io.github.taskloom.dashboard.Dashboard;
import io.github.taskloom.dashboard.Recording;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * {@code taskloom make --ui}: the page that shows runs while they go on. No run waits for it.
 *
 * <p>What is to be tried again on the page is a wish for a further run, which goes on from the last
 * one: tasks run in runs alone, where they have a folder, and Ctrl-C ends them.
 */
final class LivePage implements AutoCloseable {
  private static final int KEPT = 50;

  private final List<Secrets> secrets = new CopyOnWriteArrayList<>();
  private final BlockingQueue<List<Task<?>>> wishes = new LinkedBlockingQueue<>();
  private final Recording recording;
  private final Dashboard dashboard;

  /**
   * @param port where; 0 for any that is free
   * @throws IOException if it cannot be had
   */
  LivePage(int port, String title) throws IOException {
    recording = Recording.builder().keeping(KEPT).texts(this::masked).build();
    dashboard =
        Dashboard.builder()
            .port(port)
            .title(title)
            .recording(recording)
            .retrying(goals -> wishes.add(List.copyOf(goals)))
            .open();
  }

  /** To be opened in a browser of this machine; who has it may give commands. */
  URI address() {
    return dashboard.address();
  }

  /** From now on these are not shown. */
  void hide(Secrets hidden) {
    secrets.add(hidden);
  }

  private String masked(String text) {
    String masked = text;
    for (Secrets hidden : secrets) {
      masked = hidden.masked(masked);
    }
    return masked;
  }

  /** The same make, shown. */
  Make shown(Make make) {
    return make.listener(recording);
  }

  /**
   * Stays until a signal comes, or a further run is wished for.
   *
   * @param waiting called once a signal would end the wait
   * @return whether one is
   */
  boolean awaitWish(Runnable waiting) {
    return new Stop()
        .during(
            () -> {
              waiting.run();
              return takeWishes();
            });
  }

  private boolean takeWishes() {
    try {
      List<Task<?>> unused = wishes.take();
      wishes.clear(); // one run is for all of them
      return true;
    } catch (InterruptedException e) {
      return false; // by a signal
    }
  }

  @Override
  public void close() {
    dashboard.close();
  }
}
