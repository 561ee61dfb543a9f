package io.github.taskloom.cli.member;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.taskloom.TaskFunction;
import io.github.taskloom.TaskFunction2;
import io.github.taskloom.hazelcast.RemoteFunction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TypeArgumentsTest {
  abstract static class Direct implements TaskFunction<String, Integer> {}

  @SuppressWarnings("serial")
  abstract static class Sent implements RemoteFunction<List<String>, Integer> {}

  abstract static class Open<A, B> implements TaskFunction2<B, A[], Integer> {}

  abstract static class Closed extends Open<int[], Map<String, Long>> {}

  @SuppressWarnings("rawtypes")
  abstract static class Raw implements TaskFunction {}

  /** The interface may be named directly, by another one, or by a class above. */
  @Test
  void of_declaredTypes_areFound() {
    assertEquals(List.of(String.class, Integer.class), of(Direct.class, TaskFunction.class));
    assertEquals(List.of(List.class, Integer.class), of(Sent.class, TaskFunction.class));
    assertEquals(
        List.of(Map.class, int[][].class, Integer.class), of(Closed.class, TaskFunction2.class));
  }

  /** What is not said is any class. */
  @Test
  void of_openTypes_areObject() {
    TaskFunction<String, Integer> lambda = String::length;

    assertEquals(
        List.of(Object.class, Object[].class, Integer.class), of(Open.class, TaskFunction2.class));
    assertEquals(List.of(Object.class, Object.class), of(Raw.class, TaskFunction.class));
    assertEquals(List.of(Object.class, Object.class), of(lambda.getClass(), TaskFunction.class));
  }

  private static List<Class<?>> of(Class<?> type, Class<?> implemented) {
    return TypeArguments.of(type, implemented);
  }
}
