package io.github.taskloom.dashboard.internal.live;

import com.sun.net.httpserver.HttpExchange;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.TaskStateException;
import io.github.taskloom.dashboard.internal.record.Recorder;
import io.github.taskloom.event.MakeControl;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does what a page asks for, and says why where that is not possible. */
final class Commands {
  private static final System.Logger LOG = System.getLogger("io.github.taskloom.dashboard");

  private final Recorder recorder;
  private final Consumer<? super List<Task<?>>> again;

  /** {@code again} makes tasks that are to be tried again. */
  Commands(Recorder recorder, Consumer<? super List<Task<?>>> again) {
    this.recorder = recorder;
    this.again = again;
  }

  /** The calling thread may call functions of a user's, which have the time that they take. */
  void serve(HttpExchange exchange, Requests requests) throws IOException {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type == null || !isJson(type)) {
      Answers.text(exchange, 415, "A command is JSON.");
      return;
    }
    byte[] body = exchange.getRequestBody().readNBytes(Limits.MOST_BYTES + 1);
    if (body.length > Limits.MOST_BYTES) {
      Answers.text(exchange, 413, "A command is not so long.");
      return;
    }
    Command command;
    try {
      command = Command.of(body);
    } catch (IOException e) {
      Answers.text(exchange, 400, "This is no command.");
      return;
    }
    requests.unlimited();
    Refusal refusal = refusal(command);
    if (refusal == null) {
      Answers.done(exchange);
    } else {
      Answers.text(exchange, refusal.status(), recorder.told(refusal.why()));
    }
  }

  private static boolean isJson(String type) {
    int end = type.indexOf(';');
    String bare = (end < 0 ? type : type.substring(0, end)).strip();
    return bare.toLowerCase(Locale.ROOT).equals("application/json");
  }

  /** Null if it is done. */
  private @Nullable Refusal refusal(Command command) {
    try {
      String why =
          switch (command.what()) {
            case "pause" -> onMake(command, MakeControl::pause);
            case "resume" -> onMake(command, MakeControl::resume);
            case "stop" -> onMake(command, make -> make.stop("it was stopped on its live page"));
            case "cancel" -> cancel(command);
            case "retry" -> retry(command);
            default -> throw new IllegalArgumentException();
          };
      return why == null ? null : new Refusal(409, why);
    } catch (IllegalArgumentException e) {
      return new Refusal(400, "There is no such command.");
    } catch (TaskStateException e) {
      return new Refusal(409, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) { // of a callback of a user's
      LOG.log(System.Logger.Level.WARNING, "a command of a live page has failed", e);
      return new Refusal(500, "The command has failed with " + e.getClass().getName() + ".");
    }
  }

  private @Nullable String onMake(Command command, Consumer<MakeControl> act) {
    MakeControl control = recorder.control(command.make());
    if (control == null) {
      return "Make " + command.make() + " is not going on.";
    }
    act.accept(control);
    return null;
  }

  private @Nullable String cancel(Command command) {
    Task<?> task = recorder.task(command.epoch(), command.task());
    if (task == null) {
      return outdated();
    }
    if (task.state().isSettled()) {
      return "Task '" + task.name() + "' is " + task.state() + " already.";
    }
    task.cancel("it was cancelled on a live page");
    return null;
  }

  private @Nullable String retry(Command command) {
    List<Task<?>> goals = recorder.goals(command.make());
    if (goals.isEmpty()) {
      return "Make " + command.make() + " is not kept any more.";
    }
    List<Task<?>> tasks;
    if (command.task() < 0) {
      tasks = recorder.failed(command.make()).stream().filter(Commands::mayRetry).toList();
      if (tasks.isEmpty()) {
        return "Of make " + command.make() + " nothing has failed.";
      }
    } else {
      Task<?> task = recorder.task(command.epoch(), command.task());
      if (task == null) {
        return outdated();
      }
      tasks = List.of(task);
    }
    for (Task<?> task : tasks) {
      task.retry();
    }
    boolean unused = reopensBehind(tasks);
    Thread.ofPlatform()
        .daemon()
        .name("taskloom dashboard retry")
        .start(() -> makeAgain(tasks, goals));
    return null;
  }

  /** Brings back what these have kept from running; false if that is nothing. */
  private static boolean reopensBehind(List<Task<?>> tasks) {
    boolean isReopened = false;
    for (Task<?> task : tasks) {
      isReopened |= !task.reopenDependents().isEmpty();
    }
    return isReopened;
  }

  private static boolean mayRetry(Task<?> task) {
    return task.state() == TaskState.FAILED || task.state() == TaskState.CANCELLED;
  }

  /** A make that still goes on may settle what a failure keeps from running after the retry. */
  private void makeAgain(List<Task<?>> tasks, List<Task<?>> goals) {
    try {
      do {
        again.accept(goals);
      } while (reopensBehind(tasks));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "a make that a live page asked for has failed", e);
    }
  }

  private static String outdated() {
    return "What is shown is not up to date: load the page again.";
  }
}
