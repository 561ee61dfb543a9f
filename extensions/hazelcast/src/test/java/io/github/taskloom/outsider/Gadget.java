package io.github.taskloom.outsider;

import io.github.taskloom.hazelcast.RemoteCallable;
import io.github.taskloom.hazelcast.RemoteFunction;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicInteger;

/** Serializable, on no list, and has an effect when it is read, or only initialized. */
public final class Gadget implements Serializable, Comparable<Gadget>, InvocationHandler {
  /** How often one was read, or called by a proxy. */
  public static final AtomicInteger EFFECTS = new AtomicInteger();

  private static final long serialVersionUID = 1L;

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    EFFECTS.incrementAndGet();
  }

  @Override
  public int compareTo(Gadget other) {
    return EFFECTS.incrementAndGet();
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) {
    return EFFECTS.incrementAndGet();
  }

  /** A lambda of a class that is on no list. */
  public static RemoteCallable<Integer> lambda() {
    return () -> EFFECTS.incrementAndGet();
  }

  /** One that captures a gadget. */
  public static RemoteCallable<Integer> capturing() {
    Gadget gadget = new Gadget();
    return () -> gadget.hashCode();
  }

  /** What a function of a class on the list may give. */
  public static Object make() {
    return new Gadget();
  }

  /** An exception that is on no list. */
  public static final class Thrown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Gadget gadget = new Gadget();

    /** Says something. */
    public Thrown(String text) {
      super(text);
    }

    /** What it brings along. */
    public Gadget gadget() {
      return gadget;
    }
  }

  /** A function that is an object of a class on no list. */
  public static final class Function implements RemoteFunction<Integer, Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public Integer apply(Integer input) {
      return EFFECTS.incrementAndGet();
    }
  }
}
