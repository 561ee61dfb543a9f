package io.github.taskloom.dashboard.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * A run that never was, of any size and always the same: layers of tasks on a few workers, with
 * second attempts, failures, what they keep from running, and a make that a task has called. {@link
 * #json} is its run data.
 *
 * <p>As a program it prints that: {@code java MadeUpRun.java TASKS}.
 */
final class MadeUpRun {

  private static final String[] STEPS = {
    "fetch", "parse", "compile", "check", "test", "pack", "index", "publish"
  };

  private final Random random;
  private final int count;
  private final int nested;
  private final int layers;
  private final int workers;

  private final String[] name;
  private final int[] layer;
  private final int[] make;
  private final List<List<Integer>> needs = new ArrayList<>();
  private final List<List<Integer>> neededBy = new ArrayList<>();
  private final double[] ready;
  private final double[] settled;
  private final char[] state;
  private final int[] blocker;
  private final List<double[]> attempts = new ArrayList<>(); // task, number, start, end, worker
  private final StringBuilder attemptStates = new StringBuilder();
  private final List<String> failures = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private double ended;
  private double nestedBegan;
  private double nestedEnded;

  private MadeUpRun(int count) {
    random = new Random(count);
    this.count = count;
    nested = count >= 100 ? Math.min(20, count / 20) : 0;
    layers = Math.max(3, (int) Math.round(3 * Math.log10(count) * Math.log10(count)));
    workers = count < 50 ? 3 : count < 5000 ? 8 : 32;
    name = new String[count];
    layer = new int[count];
    make = new int[count];
    ready = new double[count];
    settled = new double[count];
    state = new char[count];
    blocker = new int[count];
    Arrays.fill(blocker, -1);
    Arrays.fill(state, 'P');
  }

  /** The run data of a run of so many tasks. */
  static String json(int tasks) {
    MadeUpRun run = new MadeUpRun(tasks);
    run.declare();
    run.go();
    return run.write();
  }

  public static void main(String[] arguments) {
    System.out.print(json(Integer.parseInt(arguments[0])));
  }

  /** Tasks 0 to count - nested - 1 are of the first make, the others of the one that it calls. */
  private void declare() {
    int own = count - nested;
    int[] from = new int[layers + 1];
    for (int l = 0; l <= layers; l++) {
      from[l] = (int) ((long) own * l / layers);
    }
    for (int l = 0; l < layers; l++) {
      for (int task = from[l]; task < from[l + 1]; task++) {
        layer[task] = l;
        String step = STEPS[(l * 5 / layers + random.nextInt(4)) % STEPS.length];
        name[task] = step + "-" + (task - from[l] + 1) + (l < 8 ? "" : "." + l);
        needs.add(new ArrayList<>());
        neededBy.add(new ArrayList<>());
        for (int i = 0; l > 0 && i < 3; i++) {
          int back = random.nextInt(10) == 0 ? random.nextInt(l) : l - 1;
          int width = from[back + 1] - from[back];
          // Near its own place, so that a drawing has a shape.
          double place = (task - from[l]) / (double) (from[l + 1] - from[l]);
          int near = (int) (place * width + random.nextGaussian() * Math.max(1, width * 0.02));
          edge(from[back] + Math.clamp(near, 0, width - 1), task);
        }
      }
    }
    for (int task = own; task < count; task++) {
      make[task] = 1;
      layer[task] = task < own + nested / 2 ? 0 : 1;
      name[task] = "page-" + (task - own + 1);
      needs.add(new ArrayList<>());
      neededBy.add(new ArrayList<>());
      if (layer[task] == 1) {
        edge(own + random.nextInt(nested / 2), task);
      }
    }
  }

  private void edge(int need, int task) {
    if (!needs.get(task).contains(need)) {
      needs.get(task).add(need);
      neededBy.get(need).add(task);
    }
  }

  /** Each worker takes what has been ready for longest, as soon as it is free. */
  private void go() {
    int[] missing = new int[count];
    PriorityQueue<Integer> waiting =
        new PriorityQueue<>(
            Comparator.<Integer>comparingDouble(task -> ready[task]).thenComparing(task -> task));
    for (int task = 0; task < count - nested; task++) {
      missing[task] = needs.get(task).size();
      if (missing[task] == 0) {
        ready[task] = 0.2;
        waiting.add(task);
      }
    }
    double[] free = new double[workers];
    while (!waiting.isEmpty()) {
      int task = waiting.remove();
      int worker = 0;
      for (int w = 1; w < workers; w++) {
        worker = free[w] < free[worker] ? w : worker;
      }
      free[worker] = run(task, worker, Math.max(free[worker], ready[task]) + 0.05);
      settle(task, free[worker], missing, waiting);
    }
    if (nested > 0) {
      callMake(count / 3);
    }
  }

  private double run(int task, int worker, double start) {
    // Late, or it keeps most others from running.
    boolean bad =
        count < 50
            ? task == count - 3
            : layer[task] > layers - 4 && make[task] == 0 && random.nextInt(count / 40) == 0;
    boolean again = !bad && random.nextInt(40) == 0;
    double length = Math.exp(random.nextGaussian() * 0.8) * 20 + (task % 97 == 0 ? 120 : 0);
    double now = start;
    for (int number = 1; number <= (again ? 2 : 1); number++) {
      boolean fails = bad || (again && number == 1);
      attempts.add(new double[] {task, number, now, now + length, worker});
      attemptStates.append(fails ? 'F' : 'D');
      now += length;
      if (fails) {
        failures.add(failure(task, again ? number : 0));
      }
      if (again && number == 1) {
        now += 5;
        length *= 0.7;
      }
    }
    state[task] = bad ? 'F' : 'D';
    return now;
  }

  private String failure(int task, int attempt) {
    return """
        {"task":%d,"attempt":%d,"message":"java.io.IOException: %s gave 503 Service Unavailable",\
        "stack":"java.io.IOException: %s gave 503 Service Unavailable\\n\
        \\tat com.example.Client.send(Client.java:88)\\n\
        \\tat com.example.Nightly.lambda$fetch$0(Nightly.java:31)\\n\
        \\tat io.github.taskloom.internal.task.Attempts.call(Attempts.java:57)"}"""
        .formatted(task, attempt, name[task], name[task]);
  }

  private void settle(int task, double now, int[] missing, PriorityQueue<Integer> waiting) {
    settled[task] = now;
    ended = Math.max(ended, now);
    if (task % 10 == 3) {
      notes.add(
          "{\"task\":%d,\"label\":\"log\",\"text\":\"target/logs/%d.log\"}".formatted(task, task));
    }
    for (int next : neededBy.get(task)) {
      ready[next] = Math.max(ready[next], now);
      if (state[task] != 'D' && blocker[next] < 0) {
        blocker[next] = task;
      }
      if (--missing[next] == 0) {
        if (blocker[next] < 0) {
          waiting.add(next);
        } else {
          state[next] = 'C';
          settle(next, ready[next], missing, waiting);
        }
      }
    }
  }

  /** The second make, inside the first attempt of a task: its halves one after the other. */
  private void callMake(int parent) {
    double[] outer = attempts.stream().filter(a -> a[0] == parent).findFirst().orElseThrow();
    nestedBegan = outer[2] + 0.5;
    nestedEnded = outer[3] - 0.5;
    double half = (nestedEnded - nestedBegan) / 2;
    for (int task = count - nested; task < count; task++) {
      double start = nestedBegan + layer[task] * half + 0.1;
      ready[task] = start - 0.05;
      settled[task] = start + half * (0.3 + 0.6 * random.nextDouble());
      state[task] = 'D';
      attempts.add(
          new double[] {
            task, 1, start, settled[task], workers + (task - count + nested) % (nested / 2)
          });
      attemptStates.append('D');
    }
  }

  private String write() {
    StringBuilder json = new StringBuilder(count * 120 + 1000);
    json.append("{\"version\":1,\"title\":\"nightly, ").append(count).append(" tasks\",");
    json.append("\"began\":\"2026-11-27T12:00:00.123Z\",\"duration\":").append(round(ended + 1));
    json.append(",\"makes\":[").append(make(1, -1, -1, 0, ended + 0.8, layers, count - nested - 1));
    if (nested > 0) {
      json.append(',').append(make(2, 0, count / 3, nestedBegan, nestedEnded, 2, count - 1));
    }
    json.append("],\"workers\":[\"main\"");
    for (int worker = 1; worker < workers + (nested / 2); worker++) {
      json.append(",\"worker ").append(worker).append(" (virtual)\"");
    }
    json.append("],\"tasks\":{");
    column(json, "name", count, task -> '"' + name[task] + '"').append(',');
    column(json, "make", count, task -> make[task]).append(',');
    column(json, "state", count, task -> "\"" + state[task] + '"').append(',');
    column(json, "ready", count, task -> round(ready[task])).append(',');
    column(json, "settled", count, task -> round(settled[task])).append(',');
    column(json, "blocker", count, task -> blocker[task]).append(',');
    column(json, "layer", count, task -> layer[task]).append("},\"edges\":{");
    List<int[]> edges = new ArrayList<>();
    for (int task = 0; task < count; task++) {
      for (int need : needs.get(task)) {
        edges.add(new int[] {need, task});
      }
    }
    column(json, "from", edges.size(), edge -> edges.get(edge)[0]).append(',');
    column(json, "to", edges.size(), edge -> edges.get(edge)[1]).append("},\"attempts\":{");
    String[] columns = {"task", "number", "started", "ended", "worker"};
    for (int c = 0; c < columns.length; c++) {
      int from = c;
      column(json, columns[c], attempts.size(), a -> round(attempts.get(a)[from])).append(',');
    }
    column(json, "state", attempts.size(), a -> "\"" + attemptStates.charAt(a) + '"');
    json.append("},\"failures\":[").append(String.join(",", failures));
    return json.append("],\"notes\":[").append(String.join(",", notes)).append("]}").toString();
  }

  private static String make(
      int number, int parent, int task, double began, double ended, int layers, int goal) {
    return """
        {"number":%d,"parent":%d,"parentTask":%d,"began":%s,"ended":%s,"stopped":null,\
        "paused":false,"goals":[%d],"layers":%d,"dropped":0}"""
        .formatted(number, parent, task, round(began), round(ended), goal, layers);
  }

  private interface Cell {
    Object of(int row);
  }

  private static StringBuilder column(StringBuilder json, String name, int rows, Cell cell) {
    json.append('"').append(name).append("\":[");
    for (int row = 0; row < rows; row++) {
      json.append(row == 0 ? "" : ",").append(cell.of(row));
    }
    return json.append(']');
  }

  private static String round(double number) {
    long thousandths = Math.round(number * 1000);
    return thousandths % 1000 == 0
        ? Long.toString(thousandths / 1000)
        : Double.toString(thousandths / 1000.0);
  }
}
