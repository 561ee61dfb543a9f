package io.github.taskloom.dashboard;

import io.github.taskloom.Make;
import io.github.taskloom.Task;
import io.github.taskloom.dashboard.internal.live.Limits;
import io.github.taskloom.dashboard.internal.live.Server;
import io.github.taskloom.fsm.Registration;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A page that shows makes while they go on, and takes commands: pause, resume and stop a make,
 * cancel a task, try a failed one again.
 *
 * <pre>{@code
 * try (Dashboard dashboard = Dashboard.on(0)) {
 *   System.out.println(dashboard.address()); // to be opened in a browser of this machine
 *   Make.defaults().now(report);
 * }
 * }</pre>
 *
 * <p>It shows all makes of this JVM that begin from then on; or, with {@link Builder#recording},
 * those that a recording is given to.
 *
 * <p><b>Who may see it.</b> The server listens on the loopback address alone, and answers those who
 * know the token, which is random and part of {@link #address}. A page of another site gets
 * nowhere, also not by a name that it points at this machine. Each who has the address has all that
 * the page shows, and may give commands: a port that is forwarded to this one needs the same
 * number. {@link Recording.Builder#texts} keeps texts from being shown.
 *
 * <p><b>What it costs.</b> No make and no listener waits for a page, be it slow or gone. What the
 * last makes were is kept, see {@link Builder#keeping}, with their tasks, so that these can be
 * tried again. The server has at most 96 threads: 64 clients that watch, 32 other requests; what
 * comes beyond that is refused. All of its threads are daemons: a JVM may end that has one.
 *
 * <p><b>Trying again</b> is {@link Task#retry()} and {@link Task#reopenDependents()}, and then a
 * new make of all that the make of the task was given: see {@link Builder#retrying}. That make may
 * still go on; what it settles because of the failure after the retry is reopened, too, once the
 * new make has ended, and made again.
 *
 * <p>For any thread. It needs the module {@code jdk.httpserver}, as each JDK has it.
 *
 * @since 0.1.0
 */
public final class Dashboard implements AutoCloseable {
  private final Server server;
  private final @Nullable Registration everywhere;

  private Dashboard(Server server, @Nullable Registration everywhere) {
    this.server = server;
    this.everywhere = everywhere;
  }

  /**
   * Opens one that shows all makes of this JVM that begin from now on, and keeps the last 50.
   *
   * @param port where; 0 for any free one
   * @return it is open
   * @throws IOException if the port cannot be had
   * @throws IllegalArgumentException if there is no such port
   */
  public static Dashboard on(int port) throws IOException {
    return builder().port(port).open();
  }

  /**
   * To say what it shows, and how.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Where the page is. The address has the token in it: it is to be told to those alone who may
   * give commands.
   *
   * @return to be opened in a browser on this machine
   */
  public URI address() {
    return server.address();
  }

  /** Closes the page: ends its connections and threads. Makes go on; further calls do nothing. */
  @Override
  public void close() {
    if (everywhere != null) {
      everywhere.close();
    }
    server.close();
  }

  /**
   * Says where the page is.
   *
   * @return its address, without the token
   */
  @Override
  public String toString() {
    return "Dashboard[" + server.address().getAuthority() + "]";
  }

  /**
   * Says what a dashboard shows. For one thread at a time.
   *
   * <pre>{@code
   * Recording recording = Recording.builder().keeping(10).texts(this::withoutSecrets).build();
   * Make nightly = Make.defaults().failFast().listener(recording);
   * Dashboard dashboard =
   *     Dashboard.builder().recording(recording).retrying(goals -> nightly.now(goals)).open();
   * }</pre>
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private static final int KEPT = 50;

    private int port;
    private int keeping = KEPT;
    private String title = "Taskloom";
    private @Nullable Recording recording;
    private @Nullable Consumer<? super List<Task<?>>> retrying;
    private Limits limits = Limits.DEFAULTS;

    private Builder() {}

    /**
     * Where it is; any free port, if this is not called.
     *
     * @param number 0 for any free one
     * @return this
     */
    public Builder port(int number) {
      port = number;
      return this;
    }

    /**
     * Shows what a recording has, and so the makes that it is given to. How many of these are kept
     * is up to the recording, and so is what becomes of texts.
     *
     * @param shown one that has no makes yet
     * @return this
     */
    public Builder recording(Recording shown) {
      recording = Objects.requireNonNull(shown);
      return this;
    }

    /**
     * How many makes that have ended are shown, if no recording is given; 50, if this is not
     * called.
     *
     * @param makes how many, at least 0
     * @return this
     * @throws IllegalArgumentException if it is less than 0
     */
    public Builder keeping(int makes) {
      if (makes < 0) {
        throw new IllegalArgumentException("fewer makes than none: " + makes);
      }
      keeping = makes;
      return this;
    }

    /**
     * What the page is called; {@code Taskloom}, if this is not called.
     *
     * @param text any text
     * @return this
     */
    public Builder title(String text) {
      title = Objects.requireNonNull(text);
      return this;
    }

    /**
     * How tasks are made that are to be tried again; by {@link Make#defaults()}, which tells the
     * recording, if this is not called: a dashboard does not know how its makes were made. What the
     * function throws is logged.
     *
     * @param goals makes the tasks that it is given, and returns when it has; called by a thread of
     *     its own each time, which is a daemon
     * @return this
     */
    public Builder retrying(Consumer<? super List<Task<?>>> goals) {
      retrying = Objects.requireNonNull(goals);
      return this;
    }

    /** For tests. */
    Builder limits(Limits others) {
      limits = others;
      return this;
    }

    /**
     * Opens it.
     *
     * @return it is open
     * @throws IOException if the port cannot be had
     * @throws IllegalArgumentException if there is no such port
     * @throws IllegalStateException if the recording has makes already
     */
    public Dashboard open() throws IOException {
      boolean isForAll = recording == null;
      Recording shown = recording == null ? Recording.keeping(keeping) : recording;
      shown.recorder().keepTasks();
      Make again = isForAll ? Make.defaults() : Make.defaults().listener(shown);
      Consumer<? super List<Task<?>>> how = retrying;
      Server server =
          new Server(port, shown.recorder(), title, limits, how == null ? again::now : how);
      return new Dashboard(server, isForAll ? Make.listenEverywhere(shown) : null);
    }
  }
}
