package io.github.taskloom.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Short-lived tasks behind one that lives as long as the service. */
@Timeout(60)
class SharedPrerequisiteMemoryTest {

  /** However many there are, and however they end, they fit into 64 MB. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "done | 200000 DONE, 0 FAILED",
        "failed | 0 DONE, 200000 FAILED",
        "mixed | 133333 DONE, 66667 FAILED",
      })
  void make_manyRequestsBehindOneTask_fitIntoLittleMemory(String how, String told)
      throws Exception {
    ChildJvm.Ended ended = ChildJvm.run(Serving.class, List.of("-Xmx64m"), how);

    ended.expect(0);
    assertEquals(List.of(told), ended.lines());
  }
}
