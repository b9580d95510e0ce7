package stampede.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.results.CapacityEntry.Answer;
import stampede.store.BadInputException;

class CapacityReportTest {
  @TempDir
  private Path folder;

  private static CapacityReport started(double rateMax) {
    return CapacityReport.started(
        "0.1.0", "abc", Fixtures.STARTED, Map.of("slo", "load.p99<5ms"), 500, rateMax, 15);
  }

  private static CapacityReport searched() {
    return started(1e6)
        .with(new CapacityEntry(
            1,
            2000,
            "climb",
            Answer.FAILS,
            1.4,
            300_000L,
            7_000_000L,
            6_000_000L,
            null,
            0.999,
            Verdict.SUSPECT,
            "load.p99<5ms: 7 ms",
            "runs/x/probe-01"))
        .with(new CapacityEntry(
            2,
            500,
            "climb",
            Answer.HOLDS,
            0.2,
            200_000L,
            1_000_000L,
            null,
            null,
            1,
            Verdict.VALID,
            null,
            "runs/x/probe-02"));
  }

  @Test
  void itIsReadAsItWasWritten() {
    CapacityReport report = searched();
    report.write(folder.resolve("new"));
    assertEquals(report, CapacityReport.read(folder.resolve("new")));
    CapacityReport ended =
        report.ended(new CapacityReport.Found("knee", "found", 1500.0, 1400.0, null, null));
    ended.write(folder.resolve("new"));
    assertEquals(ended, CapacityReport.read(folder.resolve("new")));
    assertTrue(ended.goesOnAs(started(1e6)));
    assertFalse(ended.goesOnAs(started(2e6)));
  }

  @Test
  void whatIsNoSearchIsRefused() throws IOException {
    assertThrows(BadInputException.class, () -> CapacityReport.read(folder));
    Files.writeString(folder.resolve(CapacityReport.FILE), "{\"formatVersion\": 2}");
    BadInputException refusal =
        assertThrows(BadInputException.class, () -> CapacityReport.read(folder));
    assertEquals("1", refusal.expected());
  }

  @Test
  void theTextIsTheCurveByRateAndTheAnswer() {
    CapacityReport ended = searched()
        .ended(new CapacityReport.Found("knee", "so it is", 1512.4, 1480.0, 1550.0, 1.07));
    assertEquals(
        List.of(
            "phase  answer  rate/s     p50   p99  95 % from  to       sent",
            "climb  holds      500  200 us  1 ms          -   -  100.000 %",
            "climb  fails    2,000  300 us  7 ms       6 ms   -   99.900 %",
            "2,000/s: load.p99<5ms: 7 ms",
            "",
            "on the way down: 1.07 x what was measured before",
            "so it is",
            "highest rate that holds: 1,512/s, from 1,480 to 1,550"),
        CapacityText.of(ended).lines().toList());
    CapacityReport open =
        searched().ended(new CapacityReport.Found("x", "so it is", 500.0, 500.0, null, null));
    assertTrue(CapacityText.of(open).endsWith("\nso it is\nholds at least up to: 500/s\n"));
    CapacityReport none =
        searched().ended(new CapacityReport.Found("x", "so it is", null, null, null, null));
    assertTrue(CapacityText.of(none).endsWith("\nso it is\n"));
    assertEquals(
        "climb  fails  2,000  300 us  7 ms  6 ms  -  99.900 %  load.p99<5ms: 7 ms",
        CapacityText.line(ended.probes().get(0)));
  }
}
