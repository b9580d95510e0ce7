package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import stampede.results.Evidence.Hiccups;

class ControlJvmIT {
  private static void assertEnds(ControlJvm control) throws Exception {
    assertTrue(
        control.handle().onExit().get(10, TimeUnit.SECONDS) != null, "the idle JVM does not end");
  }

  @Test
  void itTellsHowLateItsThreadWokeBetweenTwoMarksAndEnds() throws Exception {
    try (var time = new SystemTime();
        var control = ControlJvm.start().orElseThrow()) {
      control.mark();
      time.until(time.nanos() + 1_500_000_000L); // its own start is in this time
      control.mark();
      Hiccups figures = control.figures();
      assertNotNull(figures);
      assertTrue(figures.maxNanos() > 0, figures::toString);
      assertTrue(figures.p99Nanos() <= figures.maxNanos(), figures::toString);
      assertEnds(control);
      System.out.println("idle JVM: " + figures);
    }
  }

  @Test
  void oneThatWasKilledOrNeverMarkedTellsNothing() throws Exception {
    try (var killed = ControlJvm.start().orElseThrow();
        var unmarked = ControlJvm.start().orElseThrow()) {
      killed.mark();
      killed.handle().destroyForcibly();
      assertEnds(killed);
      killed.mark();
      assertNull(killed.figures());
      assertNull(unmarked.figures());
      assertEnds(unmarked);
    }
  }

  @Test
  void closingItEndsItAndWithoutAJavaThereIsNone() throws Exception {
    ControlJvm control = ControlJvm.start().orElseThrow();
    control.close();
    assertEnds(control);
    assertEquals(Optional.empty(), ControlJvm.start("/no/such/java"));
  }
}
