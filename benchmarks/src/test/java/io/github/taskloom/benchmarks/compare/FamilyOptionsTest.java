package io.github.taskloom.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.benchmarks.family.FamilyName;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class FamilyOptionsTest {
  private static List<FamilyName> parsed(String... arguments) {
    return CommandLine.populateCommand(new FamilyOptions(), arguments).families();
  }

  /** Without the option the graphs are compared, as ever. */
  @Test
  void families_none_areTheGraphs() {
    assertEquals(List.of(FamilyName.GRAPHS), parsed());
  }

  /** The option may come again, and hold several names; each counts once. */
  @Test
  void families_repeatedOrWithCommas_keepTheirOrder() {
    List<FamilyName> all = List.of(FamilyName.SMALL, FamilyName.MANY, FamilyName.METG);
    assertEquals(all, parsed("--family", "small,many", "--family", "metg"));
    assertEquals(all, parsed("--family=small", "--family=many,small,metg"));
  }

  /** Another name is refused, and those that there are are told. */
  @Test
  void families_unknown_throws() {
    ParameterException thrown =
        assertThrows(ParameterException.class, () -> parsed("--family", "most"));
    assertTrue(
        thrown
            .getMessage()
            .contains("'most': there are [graphs, many, small, metg, mixed, old, first, journal]"),
        thrown::getMessage);
  }
}
