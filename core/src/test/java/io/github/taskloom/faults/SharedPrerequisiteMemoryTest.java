package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Short-lived tasks behind one that lives as long as the service. */
@Timeout(180)
class SharedPrerequisiteMemoryTest {

  /** However many there are, and however they end, they fit into 24 MB. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "done | 30000 DONE, 0 FAILED",
        "failed | 0 DONE, 30000 FAILED",
        "mixed | 20000 DONE, 10000 FAILED",
      })
  void make_manyRequestsBehindOneTask_fitIntoLittleMemory(String how, String told)
      throws Exception {
    ChildJvm.Ended ended = ChildJvm.run(Serving.class, List.of("-Xmx24m"), how);

    ended.expect(0);
    assertEquals(List.of(told), ended.lines());
  }
}
