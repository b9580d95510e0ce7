package stampede.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class SmallTmpfsTest {
  @TempDir
  private Path folder;

  @Test
  void aRefusedMountSkipsWithTheReason() {
    var skipped = assertThrows(TestAbortedException.class, () -> mountNonsense(Map.of()));
    assertTrue(skipped.getMessage().contains("nonsense"), skipped.getMessage());
  }

  @Test
  void aMountRefusedToRootFailsInContinuousIntegration() throws Exception {
    boolean root = Files.getAttribute(folder, "unix:uid").equals(0);
    Class<? extends Throwable> expected = root ? AssertionError.class : TestAbortedException.class;
    assertEquals(
        expected,
        assertThrows(Throwable.class, () -> mountNonsense(Map.of("CI", "true"))).getClass());
  }

  private void mountNonsense(Map<String, String> environment) {
    SmallTmpfs.mount(folder, "size=nonsense", environment::get).close();
  }
}
