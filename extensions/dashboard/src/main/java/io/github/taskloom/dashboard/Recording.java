package io.github.taskloom.dashboard;

import io.github.taskloom.Task;
import io.github.taskloom.dashboard.internal.record.Options;
import io.github.taskloom.dashboard.internal.record.Recorder;
import io.github.taskloom.event.MakeEvent;
import io.github.taskloom.event.MakeListener;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What makes do, kept to be looked at: each task with its state, when it was ready and settled, and
 * what kept it from running; each attempt with its times and the thread it ran in; the edges;
 * failures with their stack traces; nested makes under the task that called them.
 *
 * <pre>{@code
 * Recording recording = new Recording();
 * Make.defaults().recorder(recording).now(report);
 * Report.of(recording).html(Path.of("run.html"));
 * }</pre>
 *
 * <p>It may be given to {@code recorder}, {@code listener} and {@code listenEverywhere}, to several
 * makes, and to one of them twice: nothing is recorded twice. Where a listener is too slow for all
 * events, what is missing is taken from the tasks at the end of their make, and the make says how
 * many events were dropped.
 *
 * <p>When a make begins, its tasks are found from its goals. What had settled before is there with
 * its state and without times: as many of these as the make has tasks to settle, and 10,000 more;
 * what lies behind those is not there.
 *
 * <p><b>Bounds.</b> Texts are kept, never exceptions: of a message at most 20,000 characters, of a
 * stack trace 80,000, of a name 10,000, and it is said where one was cut. When the texts of
 * failures come to 64 million characters, further ones are kept without stack traces. Tasks are
 * held while their make runs, not longer. {@link Builder#keeping} bounds the number of makes. A
 * task with an attempt and two edges takes some 160 bytes beside its name, and 200 while its make
 * runs.
 *
 * <p><b>Threads.</b> Any thread may give it to makes and to reports at any time; a report shows
 * what was known at that moment. No make waits for one.
 *
 * @since 0.1.0
 */
public final class Recording implements MakeListener {
  private final Recorder recorder;

  /** One that keeps all makes. */
  public Recording() {
    this(Options.DEFAULTS);
  }

  private Recording(Options options) {
    this.recorder = new Recorder(options);
  }

  /**
   * One that keeps the makes that go on, and so many of those that have ended: older ones are
   * dropped whole, with all of their tasks.
   *
   * @param makes how many, at least 0
   * @return a new recording
   * @throws IllegalArgumentException if it is less than 0
   */
  public static Recording keeping(int makes) {
    return builder().keeping(makes).build();
  }

  /**
   * To say what is recorded.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public void onEvent(MakeEvent event) {
    recorder.onEvent(Objects.requireNonNull(event));
  }

  /** What is inside, for those who show it. */
  Recorder recorder() {
    return recorder;
  }

  /**
   * Says what a recording records. For one thread at a time.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private Options options = Options.DEFAULTS;

    private Builder() {}

    /**
     * How many makes that have ended are kept; all, if this is not called.
     *
     * @param makes how many, at least 0
     * @return this
     * @throws IllegalArgumentException if it is less than 0
     */
    public Builder keeping(int makes) {
      options = options.keep(makes);
      return this;
    }

    /**
     * What each text goes through before it is kept: names, messages, stack traces, notes. For
     * texts that must not be seen:
     *
     * <pre>{@code
     * Recording.builder().texts(text -> text.replace(password, "***"))
     * }</pre>
     *
     * <p>Where the function throws, the text is replaced by one that says so.
     *
     * @param all gives the text to keep; called by the thread of the listener
     * @return this
     */
    public Builder texts(UnaryOperator<String> all) {
      options = options.texts(Objects.requireNonNull(all));
      return this;
    }

    /**
     * What else is to be shown of a task, by label: a command, a file. Asked once for each task and
     * make, when the make begins.
     *
     * @param of gives the notes of a task, none as an empty map; called by the thread of the
     *     listener
     * @return this
     */
    public Builder notes(Function<? super Task<?>, Map<String, String>> of) {
      options = options.notes(Objects.requireNonNull(of));
      return this;
    }

    /**
     * The recording.
     *
     * @return a new one each time
     */
    public Recording build() {
      return new Recording(options);
    }
  }
}
