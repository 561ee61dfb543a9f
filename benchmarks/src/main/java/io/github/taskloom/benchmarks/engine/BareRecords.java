package io.github.taskloom.benchmarks.engine;

import io.github.taskloom.benchmarks.graph.Body;
import io.github.taskloom.benchmarks.graph.Graph;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.function.IntFunction;

/**
 * The least that a record of each task can cost: one thread that runs layer after layer, writes as
 * many bytes for each task as a journal does, and at the end of a layer flushes and, if asked,
 * forces them. Neither checksums nor keys, nothing can be found by it. Not for runs at the same
 * time.
 */
final class BareRecords implements Engine {
  /** As a journal has them for a task that requires nothing, with a short name and no value. */
  static final int RECORD_BYTES = 103;

  private static final int BUFFER = 64 * 1024;

  private final boolean forces;
  private final RecordFolder folder = new RecordFolder();

  BareRecords(boolean forces) {
    this.forces = forces;
  }

  @Override
  public Built build(Graph graph, IntFunction<Body> bodies) {
    Body[] tasks = new Body[graph.tasks()];
    int[] layers = new int[tasks.length];
    int last = 0;
    for (int task = 0; task < tasks.length; task++) {
      tasks[task] = bodies.apply(task);
      for (int i = 0; i < graph.degree(task); i++) {
        layers[task] = Math.max(layers[task], layers[graph.prerequisite(task, i)] + 1);
      }
      last = Math.max(last, layers[task]);
    }
    int[] ends = ends(layers, last);
    Body[] inOrder = new Body[tasks.length];
    int[] next = new int[last + 1];
    for (int task = 0; task < tasks.length; task++) {
      int layer = layers[task];
      inOrder[(layer == 0 ? 0 : ends[layer - 1]) + next[layer]++] = tasks[task];
    }
    Path file = folder.next();
    return () -> run(inOrder, ends, file);
  }

  /** Behind the last task of each layer, when all stand layer after layer. */
  private static int[] ends(int[] layers, int last) {
    int[] ends = new int[last + 1];
    for (int layer : layers) {
      ends[layer]++;
    }
    for (int layer = 1; layer <= last; layer++) {
      ends[layer] += ends[layer - 1];
    }
    return ends;
  }

  private void run(Body[] tasks, int[] ends, Path file) throws IOException {
    byte[] record = new byte[RECORD_BYTES];
    try (FileOutputStream out = new FileOutputStream(file.toFile());
        OutputStream buffered = new BufferedOutputStream(out, BUFFER)) {
      int task = 0;
      for (int end : ends) {
        for (; task < end; task++) {
          tasks[task].run();
          record[task % RECORD_BYTES] = (byte) task;
          buffered.write(record);
        }
        buffered.flush();
        if (forces) {
          out.getChannel().force(false);
        }
      }
    }
  }

  @Override
  public void close() {
    folder.close();
  }
}
