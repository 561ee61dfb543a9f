package io.github.taskloom.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Parts of Hazelcast that do something else than the real ones now and then. */
final class Proxies {
  private Proxies() {}

  /** What the real one does. */
  interface Real {
    Object call() throws Throwable;
  }

  /** What is done instead of a method, or with what it gives. */
  interface Around {
    Object call(String method, Real real) throws Throwable;
  }

  static <T> T of(Class<T> type, T real, Around around) {
    return type.cast(
        Proxy.newProxyInstance(
            Proxies.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, given) ->
                around.call(
                    method.getName(),
                    () -> {
                      try {
                        return method.invoke(real, given);
                      } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                      }
                    })));
  }

  /** One whose maps do so. */
  static HazelcastInstance withMaps(HazelcastInstance real, Around around) {
    return of(
        HazelcastInstance.class,
        real,
        (method, it) ->
            method.equals("getMap") ? of(IMap.class, (IMap<?, ?>) it.call(), around) : it.call());
  }
}
