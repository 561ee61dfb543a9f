package io.github.taskloom.faults;

import io.github.taskloom.Task;
import io.github.taskloom.TaskState;

/** The program of {@link SharedPrerequisiteMemoryTest}: a task and one more for each request. */
final class Serving {
  private static final int REQUESTS = 30_000;

  private Serving() {}

  /** Takes how requests end: {@code done}, {@code failed} or {@code mixed}. */
  public static void main(String[] arguments) {
    Task<byte[]> config = Task.of("config", () -> new byte[16]);
    int done = 0;
    int failed = 0;
    for (int i = 0; i < REQUESTS; i++) {
      boolean fails =
          switch (arguments[0]) {
            case "done" -> false;
            case "failed" -> true;
            default -> i % 3 == 0;
          };
      Task<byte[]> request =
          config.then(
              "request",
              value -> {
                if (fails) {
                  throw new IllegalStateException("failed");
                }
                return new byte[1024];
              });
      Task<String> reply = request.thenCall("reply", () -> "reply");
      reply.require(config);
      reply.make();
      done += reply.state() == TaskState.DONE ? 1 : 0;
      failed += reply.state() == TaskState.FAILED ? 1 : 0;
    }
    System.out.println(done + " DONE, " + failed + " FAILED");
  }
}
