package io.github.taskloom.hazelcast.internal.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Serializable;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ValuesTest {
  private static final ClassLoader LOADER = ValuesTest.class.getClassLoader();
  private static final AllowList OWN =
      AllowList.EMPTY.with(List.of("io.github.taskloom.hazelcast.internal.wire.ValuesTest"));

  private enum Color {
    RED,
    GREEN
  }

  private record Order(String name, int number) implements Serializable {}

  private static Object copied(AllowList allowed, Object value) throws Exception {
    return new Values(allowed, LOADER).read(Values.write(value), "the member a");
  }

  @Test
  void valuesOfTheJdk_areReadWithoutAList() throws Exception {
    for (Object value :
        List.of(
            "text",
            1,
            2L,
            3.5,
            true,
            'c',
            (byte) 1,
            (short) 2,
            1.5f,
            new BigDecimal("1.25"),
            LocalDate.EPOCH,
            Duration.ofSeconds(1),
            ZonedDateTime.parse("2026-11-27T00:00:00Z"),
            UUID.randomUUID(),
            URI.create("https://example.org"),
            List.of(1, 2, 3),
            List.of(),
            Arrays.asList(1, null),
            Set.of("a", "b", "c"),
            Map.of("a", 1, "b", 2),
            new LinkedHashMap<>(Map.of(1, List.of(2))),
            new TreeMap<>(Map.of("x", 1)),
            Collections.unmodifiableList(List.of(1)),
            Map.entry(1, 2).getKey())) {
      assertEquals(value, copied(AllowList.EMPTY, value));
    }
    assertArrayEquals(new int[] {1, 2}, (int[]) copied(AllowList.EMPTY, new int[] {1, 2}));
    assertArrayEquals(
        new String[][] {{"a"}}, (String[][]) copied(AllowList.EMPTY, new String[][] {{"a"}}));
    assertEquals(
        "no", ((Exception) copied(AllowList.EMPTY, new IllegalStateException("no"))).getMessage());
  }

  @Test
  void ownClasses_areReadWhereTheyAreNamed() throws Exception {
    for (Object value :
        List.of(
            new Order("a", 1),
            Color.RED,
            EnumSet.of(Color.GREEN),
            new EnumMap<>(Map.of(Color.RED, 1)),
            List.of(new Order("b", 2)))) {
      assertEquals(value, copied(OWN, value));
      Values.UnreadableException refused =
          assertThrows(Values.UnreadableException.class, () -> copied(AllowList.EMPTY, value));
      assertTrue(refused.getMessage().contains("does not allow " + ValuesTest.class.getName()));
    }
  }

  @Test
  void classesOfTheJdk_thatAreNoValues_areRefused() throws Exception {
    URL url = URI.create("https://example.org").toURL();
    Values.UnreadableException refused =
        assertThrows(
            Values.UnreadableException.class,
            () -> copied(AllowList.EMPTY, List.of(Map.of(url, 1))));
    assertTrue(refused.getMessage().contains("java.net.URL"), refused::getMessage);
  }

  @Test
  void classThatIsMissing_isNamedWithTheWayOut() throws Exception {
    ClassLoader without =
        new ClassLoader(LOADER) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.endsWith("$Order")) {
              throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
          }
        };
    byte[] bytes = Values.write(new Order("a", 1));
    Values.UnreadableException refused =
        assertThrows(
            Values.UnreadableException.class,
            () -> new Values(OWN, without).read(bytes, "the member a"));
    String text = refused.getMessage();
    assertTrue(text.contains("the member a has no class " + Order.class.getName()), text);
    assertTrue(text.contains("class path") && text.contains("register a function"), text);
  }

  /** An array that says it has more elements than there are bytes is not made. */
  @Test
  void arrayThatIsLongerThanItsBytes_isRefused() throws Exception {
    byte[] bytes = Values.write(new long[] {7});
    int at = bytes.length - Long.BYTES - Integer.BYTES;
    ByteBuffer.wrap(bytes).putInt(at, Integer.MAX_VALUE - 8);
    Values.UnreadableException refused =
        assertThrows(
            Values.UnreadableException.class,
            () -> new Values(AllowList.EMPTY, LOADER).read(bytes, "the member a"));
    assertTrue(refused.getMessage().contains("more elements"), refused::getMessage);
  }

  /** Random damage ends as a refusal, never otherwise. */
  @Test
  void damagedBytes_areRefusedOrRead() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    java.util.Random random = new java.util.Random(seed);
    byte[] whole = Values.write(Map.of("a", List.of(1, 2, new Order("x", 3))));
    Values values = new Values(OWN, LOADER);
    for (int i = 0; i < 5_000; i++) {
      byte[] damaged = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
      for (int j = random.nextInt(4); j >= 0; j--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        values.read(damaged, "the member a");
      } catch (Values.UnreadableException refused) {
        assertTrue(refused.getMessage().startsWith("the member a"), refused::getMessage);
      }
    }
  }

  @Test
  void names_thatAllowEverything_areRefused() {
    for (String name : List.of("", ".", "*", "com.", "java.", "a..b", "com.acme.*")) {
      assertThrows(IllegalArgumentException.class, () -> AllowList.EMPTY.with(List.of(name)), name);
    }
    AllowList list = AllowList.EMPTY.with(List.of("com.acme.Order", "org.acme."));
    assertTrue(list.allows("com.acme.Order") && list.allows("com.acme.Order$Line"));
    assertTrue(list.allows("org.acme.deep.Thing"));
    assertEquals(false, list.allows("com.acme.Orders") || list.allows("org.acmes.Thing"));
  }

  @Test
  void announcement_isReadAsItWasWritten() {
    Announcement told = new Announcement("a b\n\u00e9", 3, Set.of("x y", ""));
    assertEquals(told, Announcement.of(told.toText()));
    assertEquals(null, Announcement.of("2 of another version"));
  }
}
