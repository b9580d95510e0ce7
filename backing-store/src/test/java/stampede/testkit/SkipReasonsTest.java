package stampede.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherFactory;

class SkipReasonsTest {
  @Test
  void theRegisteredListenerNamesEverySkippedTestWithItsReason() {
    String prefix = "SKIPPED " + SkipReasonsTest.class.getName() + "$";
    assertEquals(
        Set.of(
            prefix + "Methods.aborted: Assumption failed: no server",
            prefix + "Methods.disabled: not today",
            prefix + "WholeClass: Assumption failed: no browser"),
        run(Methods.class, WholeClass.class).lines().collect(Collectors.toSet()));
  }

  /** The output of a run of these classes, with the listeners that the class path registers. */
  private static String run(Class<?>... classes) {
    var request = request();
    for (Class<?> type : classes) {
      request.selectors(selectClass(type));
    }
    PrintStream before = System.out;
    var output = new ByteArrayOutputStream();
    System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
    try {
      LauncherFactory.create().execute(request.build());
    } finally {
      System.setOut(before);
    }
    return output.toString(StandardCharsets.UTF_8);
  }

  static class Methods {
    @Test
    void passes() {}

    @Test
    void aborted() {
      Assumptions.assumeTrue(false, "no server");
    }

    @Test
    @Disabled("not today")
    void disabled() {}
  }

  static class WholeClass {
    @BeforeAll
    static void abort() {
      Assumptions.assumeTrue(false, "no browser");
    }

    @Test
    void neverRuns() {}
  }
}
