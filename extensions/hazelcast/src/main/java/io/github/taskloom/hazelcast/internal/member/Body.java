package io.github.taskloom.hazelcast.internal.member;

import io.github.taskloom.hazelcast.RemoteCallable;
import io.github.taskloom.hazelcast.RemoteFunction;
import io.github.taskloom.hazelcast.RemoteFunction2;
import io.github.taskloom.hazelcast.RemoteFunction3;
import io.github.taskloom.hazelcast.RemoteFunction4;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function of a user's with its inputs in an array: a registered one, or one that was sent. */
@FunctionalInterface
public interface Body {

  /**
   * Calls it.
   *
   * @throws Exception what the function throws
   */
  @Nullable Object call(@Nullable Object[] inputs) throws Exception;

  /** A registered function, which is told of inputs of its own types alone. */
  record Registered(List<Class<?>> inputs, Body body) {
    /** Why it cannot take these inputs; null if it can. */
    @Nullable String misfit(@Nullable Object[] given) {
      if (given.length != inputs.size()) {
        return "takes " + inputs.size() + " inputs and was given " + given.length;
      }
      for (int i = 0; i < given.length; i++) {
        Object input = given[i];
        if (input != null && !inputs.get(i).isInstance(input)) {
          return "takes "
              + inputs.get(i).getName()
              + " as input "
              + (i + 1)
              + " and was given "
              + input.getClass().getName();
        }
      }
      return null;
    }
  }

  /** Of an object that was sent; null if it is no function, or none of so many inputs. */
  @SuppressWarnings("unchecked") // the caller's compiler has seen that its inputs fit
  static @Nullable Body of(@Nullable Object function, int inputs) {
    if (inputs == 0 && function instanceof RemoteCallable<?> called) {
      return given -> called.call();
    }
    if (inputs == 1 && function instanceof RemoteFunction<?, ?> called) {
      RemoteFunction<@Nullable Object, ?> takes = (RemoteFunction<@Nullable Object, ?>) called;
      return given -> takes.apply(given[0]);
    }
    if (inputs == 2 && function instanceof RemoteFunction2<?, ?, ?> called) {
      RemoteFunction2<@Nullable Object, @Nullable Object, ?> takes =
          (RemoteFunction2<@Nullable Object, @Nullable Object, ?>) called;
      return given -> takes.apply(given[0], given[1]);
    }
    if (inputs == 3 && function instanceof RemoteFunction3<?, ?, ?, ?> called) {
      RemoteFunction3<@Nullable Object, @Nullable Object, @Nullable Object, ?> takes =
          (RemoteFunction3<@Nullable Object, @Nullable Object, @Nullable Object, ?>) called;
      return given -> takes.apply(given[0], given[1], given[2]);
    }
    if (inputs == 4 && function instanceof RemoteFunction4<?, ?, ?, ?, ?> called) {
      RemoteFunction4<@Nullable Object, @Nullable Object, @Nullable Object, @Nullable Object, ?>
          takes =
              (RemoteFunction4<
                      @Nullable Object, @Nullable Object, @Nullable Object, @Nullable Object, ?>)
                  called;
      return given -> takes.apply(given[0], given[1], given[2], given[3]);
    }
    return null;
  }
}
