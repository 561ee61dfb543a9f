package io.github.taskloom.benchmarks.engine;

import io.github.taskloom.benchmarks.graph.Body;
import io.github.taskloom.benchmarks.graph.Graph;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import kotlin.ResultKt;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlin.coroutines.jvm.internal.SuspendLambda;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineDispatcher;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.ExecutorsKt;
import kotlinx.coroutines.Job;
import org.jspecify.annotations.Nullable;

/**
 * Kotlin: {@code launch { prerequisites.forEach { it.join() }; body() }} per task, on the default
 * dispatcher, or on virtual threads where tasks block. Building is part of the run, since a
 * coroutine begins when it is launched.
 */
final class Coroutines implements Engine {
  private static final Job[] NONE = {};

  private final ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor();

  @Override
  public Built build(Graph graph, IntFunction<Body> bodies) {
    CoroutineDispatcher dispatcher =
        graph.kind() == Graph.Kind.SLEEPING ? ExecutorsKt.from(virtual) : Dispatchers.getDefault();
    Function2<CoroutineScope, Continuation<? super Unit>, Object> launching =
        (scope, completion) -> {
          launch(scope, graph, bodies);
          return Unit.INSTANCE;
        };
    return () -> {
      Object unused = BuildersKt.runBlocking(dispatcher, launching);
    };
  }

  private static void launch(CoroutineScope scope, Graph graph, IntFunction<Body> bodies) {
    Job[] jobs = new Job[graph.tasks()];
    for (int task = 0; task < jobs.length; task++) {
      int degree = graph.degree(task);
      Job[] needs = degree == 0 ? NONE : new Job[degree];
      for (int i = 0; i < degree; i++) {
        needs[i] = jobs[graph.prerequisite(task, i)];
      }
      jobs[task] =
          BuildersKt.launch(
              scope,
              EmptyCoroutineContext.INSTANCE,
              CoroutineStart.DEFAULT,
              new Suspending(bodies.apply(task), needs, null));
    }
  }

  @Override
  public void close() {
    virtual.shutdownNow();
  }

  /** What the Kotlin compiler makes of the lambda above. */
  @SuppressWarnings("serial") // is never serialized
  private static final class Suspending extends SuspendLambda
      implements Function2<CoroutineScope, Continuation<? super Unit>, Object> {
    private final Body body;
    private final Job[] prerequisites;
    private int next;

    @SuppressWarnings("NullAway") // Kotlin allows null there
    Suspending(Body body, Job[] prerequisites, @Nullable Continuation<Object> completion) {
      super(2, completion);
      this.body = body;
      this.prerequisites = prerequisites;
    }

    @Override
    @SuppressWarnings("unchecked") // completed with Unit, whatever its type says
    public Continuation<Unit> create(@Nullable Object value, Continuation<?> completion) {
      return (Continuation<Unit>)
          (Continuation<?>) new Suspending(body, prerequisites, (Continuation<Object>) completion);
    }

    @Override
    public Object invoke(CoroutineScope scope, Continuation<? super Unit> completion) {
      return ((Suspending) (Continuation<?>) create(scope, completion))
          .invokeSuspend(Unit.INSTANCE);
    }

    @Override
    protected Object invokeSuspend(Object result) {
      ResultKt.throwOnFailure(result);
      Object suspended = IntrinsicsKt.getCOROUTINE_SUSPENDED();
      while (next < prerequisites.length) {
        if (prerequisites[next++].join(this) == suspended) {
          return suspended;
        }
      }
      body.run();
      return Unit.INSTANCE;
    }
  }
}
