package io.github.taskloom.cli.member;

import io.github.taskloom.TaskFunction;
import io.github.taskloom.TaskFunction2;
import io.github.taskloom.TaskFunction3;
import io.github.taskloom.TaskFunction4;
import io.github.taskloom.hazelcast.MemberOptions;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * A class of a function: it implements one of five interfaces, and has a constructor without
 * arguments.
 */
final class FunctionClass {
  private static final String WANTED =
      "implement Callable, TaskFunction, TaskFunction2, TaskFunction3 or TaskFunction4";

  private final String name;
  private final Object function;

  private FunctionClass(String name, Object function) {
    this.name = name;
    this.function = function;
  }

  /**
   * Makes the function.
   *
   * @throws MemberException when there is no such class, or it is none of a function
   */
  static FunctionClass of(String name, String className, ClassLoader loader) {
    String where = "--function " + name + "=" + className + ": ";
    try {
      return new FunctionClass(
          name, loader.loadClass(className).getDeclaredConstructor().newInstance());
    } catch (ClassNotFoundException e) {
      throw new MemberException(
          where + "no such class: --class-path names the jar that it is in", e);
    } catch (InvocationTargetException e) {
      throw new MemberException(where + "its constructor has thrown " + e.getCause(), e);
    } catch (LinkageError e) {
      throw new MemberException(where + "cannot be loaded: " + e, e);
    } catch (ReflectiveOperationException e) {
      throw new MemberException(
          where + "needs to be public, with a public constructor without arguments (" + e + ")", e);
    }
  }

  /** The options with this function. */
  MemberOptions addTo(MemberOptions options) {
    if (function instanceof Callable<?> body) {
      return options.function(name, body);
    }
    if (function instanceof TaskFunction<?, ?> body) {
      return one(options, body);
    }
    if (function instanceof TaskFunction2<?, ?, ?> body) {
      return two(options, body);
    }
    if (function instanceof TaskFunction3<?, ?, ?, ?> body) {
      return three(options, body);
    }
    if (function instanceof TaskFunction4<?, ?, ?, ?, ?> body) {
      return four(options, body);
    }
    throw new MemberException(
        "--function "
            + name
            + "="
            + function.getClass().getName()
            + ": the class has to "
            + WANTED);
  }

  private <A> MemberOptions one(MemberOptions options, TaskFunction<A, ?> body) {
    return options.function(name, input(TaskFunction.class, 0), body);
  }

  private <A, B> MemberOptions two(MemberOptions options, TaskFunction2<A, B, ?> body) {
    Class<?> type = TaskFunction2.class;
    return options.function(name, input(type, 0), input(type, 1), body);
  }

  private <A, B, C> MemberOptions three(MemberOptions options, TaskFunction3<A, B, C, ?> body) {
    Class<?> type = TaskFunction3.class;
    return options.function(name, input(type, 0), input(type, 1), input(type, 2), body);
  }

  private <A, B, C, D> MemberOptions four(
      MemberOptions options, TaskFunction4<A, B, C, D, ?> body) {
    Class<?> type = TaskFunction4.class;
    return options.function(
        name, input(type, 0), input(type, 1), input(type, 2), input(type, 3), body);
  }

  /** What the class declares; Object where it leaves that open. */
  @SuppressWarnings("unchecked") // the class of the input that the function takes
  private <T> Class<T> input(Class<?> type, int index) {
    List<Class<?>> found = TypeArguments.of(function.getClass(), type);
    return (Class<T>) found.get(index);
  }
}
