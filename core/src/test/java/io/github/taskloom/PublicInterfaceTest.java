package io.github.taskloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.taskloom.listing.InterfaceListing;
import io.github.taskloom.listing.ListingDifference;
import io.github.taskloom.testing.SourceText;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What users can name changes on purpose, or not at all. */
@Timeout(60)
class PublicInterfaceTest {
  private static final String FILE = "api/taskloom-core.txt";
  private static final String ACCEPT =
      "mvn -pl core test -Dtest=PublicInterfaceTest -Dtaskloom.accept";

  private static List<String> now() throws IOException, URISyntaxException {
    Path classes = Path.of(Task.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return InterfaceListing.of(classes, Task.class.getClassLoader());
  }

  /**
   * The listing in the repository is that of the code; with {@code -Dtaskloom.accept} it becomes
   * it.
   */
  @Test
  void publicInterface_comparedWithItsListing_isTheSame() throws Exception {
    Path file = SourceText.module().resolve(FILE);
    List<String> now = now();
    if (System.getProperty("taskloom.accept") != null) {
      Files.createDirectories(file.getParent());
      Files.write(file, now);
    }
    List<String> accepted = Files.exists(file) ? Files.readAllLines(file) : List.of();
    List<String> difference = ListingDifference.between(accepted, now);

    assertTrue(
        difference.isEmpty(),
        () ->
            "The public interface is not that of core/"
                + FILE
                + ":\n  "
                + String.join("\n  ", difference)
                + "\nIf that is wanted, accept it by\n  "
                + ACCEPT
                + "\nand commit the file; CHANGELOG.md tells users.\n");
    assertEquals(accepted, now, () -> "Only the order has changed; accept it by " + ACCEPT);
  }

  /** The listing is not empty, and has generics, exceptions and what may be null. */
  @Test
  void listing_ofCore_saysWhatASignatureSays() throws Exception {
    String all = String.join("\n", now());

    assertTrue(all.contains("interface Task<T"), all);
    assertTrue(all.contains("@Nullable"), all);
    assertTrue(all.contains(" throws "), all);
    assertTrue(all.contains("? super T"), all);
    assertTrue(!all.contains("internal"), all);
  }
}
