package io.github.taskloom.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.CancelledException;
import io.github.taskloom.Outcome;
import io.github.taskloom.Task;
import io.github.taskloom.TaskState;
import io.github.taskloom.outsider.Gadget;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a member, or a caller, does not read; a gadget has no effect on either side. */
class RefusedTest {
  private Cluster cluster;
  private int effects;

  @BeforeEach
  void open() {
    cluster = SharedCluster.caller();
    effects = Gadget.EFFECTS.get();
  }

  @AfterEach
  void close() {
    cluster.close();
    assertEquals(effects, Gadget.EFFECTS.get(), "a gadget had an effect");
  }

  private static Throwable failure(Task<?> task) {
    SharedCluster.MAKE.now(task);
    return assertInstanceOf(Outcome.Failed.class, task.outcome()).cause();
  }

  private Task<Integer> taking(Object input) {
    Task<Object> given = Task.of("given", () -> input);
    return Task.async("taking", given, cluster.remote((Object taken) -> taken.hashCode()));
  }

  private static void assertRefused(Throwable failure, String side, String name) {
    RefusedException refused = assertInstanceOf(RefusedException.class, failure);
    String text = refused.getMessage();
    assertTrue(text.contains(side) && text.contains(name), text);
    assertTrue(text.contains("allow(...)"), text);
    assertFalse(refused.wasCalled());
  }

  private static Map<Object, Object> sorted(Object key) {
    Map<Object, Object> map = new TreeMap<>();
    map.put(key, 1);
    return map;
  }

  @Test
  void gadget_asAnInput_howeverDeep_isRefused() {
    Gadget gadget = new Gadget();
    List<Object> list = new ArrayList<>(List.of(1, gadget));
    Map<Object, Object> map = new HashMap<>(Map.of("a", list));
    effects += 1; // a sorted map compares its first key with itself, here
    for (Object hidden :
        List.of(
            gadget,
            list,
            map,
            Set.of(map),
            new Object[] {1, new Object[] {gadget}},
            new Gadget[3],
            sorted(gadget),
            new ArrayDeque<>(List.of(1, gadget)))) {
      assertRefused(failure(taking(hidden)), "the member m", Gadget.class.getName());
    }
  }

  @Test
  void gadget_inALambda_orAsItsClass_isRefused() {
    for (RemoteCallable<Integer> function : List.of(Gadget.lambda(), Gadget.capturing())) {
      Task<Integer> task = Task.async("sent", cluster.remote(function));
      assertRefused(failure(task), "the member m", Gadget.class.getName());
    }
    Task<Integer> one = Task.of("one", () -> 1);
    Task<Integer> task = Task.async("sent", one, cluster.remote(new Gadget.Function()));
    assertRefused(failure(task), "the member m", Gadget.class.getName());
  }

  @Test
  void gadget_behindAProxy_isRefused() {
    Object proxy =
        Proxy.newProxyInstance(
            Gadget.class.getClassLoader(), new Class<?>[] {Comparable.class}, new Gadget());
    assertRefused(failure(taking(List.of(1, proxy).get(1))), "the member m", "proxy");
  }

  @Test
  void gadget_asAResult_isRefusedByTheCaller() {
    Task<Object> task = Task.async("gives", cluster.remote(() -> List.of(Gadget.make())));
    RefusedException refused = assertInstanceOf(RefusedException.class, failure(task));
    assertTrue(refused.wasCalled());
    assertTrue(refused.getMessage().contains("the caller"), refused::getMessage);
    assertTrue(refused.getMessage().contains(Gadget.class.getName()), refused::getMessage);
  }

  @Test
  void exception_thatIsNotAllowed_comesAsText() {
    Task<Object> task =
        Task.async(
            "throws",
            cluster.remote(
                () -> {
                  throw new Gadget.Thrown("the disk is full");
                }));
    RemoteFailedException failed = assertInstanceOf(RemoteFailedException.class, failure(task));
    assertEquals(Gadget.Thrown.class.getName(), failed.className());
    assertTrue(failed.getMessage().contains("the disk is full"), failed::getMessage);
    assertTrue(failed.remoteStackTrace().contains("RefusedTest"), failed::remoteStackTrace);
  }

  @Test
  void cancelledException_cancelsTheTask() {
    Task<Object> task =
        Task.async(
            "not needed",
            cluster.remote(
                () -> {
                  throw new CancelledException("nothing to do");
                }));
    SharedCluster.MAKE.now(task);
    assertEquals(TaskState.CANCELLED, task.state());
  }

  @Test
  void setsOfSets_areRefusedBeforeTheyCostAnything() {
    Set<Object> root = new HashSet<>();
    Set<Object> first = root;
    Set<Object> second = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      Set<Object> left = new HashSet<>();
      Set<Object> right = new HashSet<>(Set.of("x"));
      first.add(left);
      first.add(right);
      second.add(left);
      second.add(right);
      first = left;
      second = right;
    }
    Object deep = new DeepSet(root);
    Task<Object> given = Task.of("given", () -> deep);
    Task<Integer> task = Task.async("taking", given, cluster.remote((Object taken) -> 1));
    RefusedException refused = assertInstanceOf(RefusedException.class, failure(task));
    assertTrue(refused.getMessage().contains("levels"), refused::getMessage);
  }

  /** A set that nothing here asks for its hash. */
  private record DeepSet(Set<Object> set) implements Serializable {}

  @Test
  void input_thatIsNotSerializable_failsTheAttemptHere() {
    RefusedException refused =
        assertInstanceOf(RefusedException.class, failure(taking(new Object())));
    assertTrue(refused.getMessage().contains("input 1 of taking"), refused::getMessage);
  }

  @Test
  void named_withOtherInputs_isRefusedBeforeItIsCalled() {
    Task<String> text = Task.of("text", () -> "21");
    Task<Integer> doubled = Task.async("doubled", text, cluster.named("double", Integer.class));
    RefusedException refused = assertInstanceOf(RefusedException.class, failure(doubled));
    assertTrue(refused.getMessage().contains("java.lang.Integer as input 1"), refused::getMessage);
    Task<Integer> n = Task.of("n", () -> 1);
    Task<String> other = Task.async("other", n, cluster.named("double", String.class));
    assertTrue(assertInstanceOf(RefusedException.class, failure(other)).wasCalled());
  }
}
