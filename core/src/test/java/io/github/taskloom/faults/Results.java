package io.github.taskloom.faults;

import io.github.taskloom.Task;
import io.github.taskloom.Tasks;

/** The program of {@link MemoryTest}: a chain of 300 tasks, each with a result of 1 MiB. */
public final class Results {
  private Results() {}

  private static byte[] next(byte[] before) {
    byte[] result = new byte[1 << 20];
    result[0] = before[0];
    return result;
  }

  /** Prints the state of the last task. */
  public static void main(String[] arguments) {
    Task<byte[]> last = Task.of("first", () -> new byte[1 << 20]);
    for (int i = 1; i < 300; i++) {
      last = last.then("link " + i, Results::next);
    }
    var unused = Tasks.makeNow(last);
    System.out.println(last.state());
    System.exit(0);
  }
}
