package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import stampede.results.Evidence.Hiccups;

class HiccupMeterTest {
  private static final long MICRO = 1_000;
  private static final long MILLI = 1_000_000;

  private long nowNanos;
  private final Deque<Long> lateNanos = new ArrayDeque<>();
  private final HiccupMeter meter = new HiccupMeter(() -> nowNanos, this::until);

  /** Wakes as late as the script says; closes the meter with its last line. */
  private void until(long nanos) {
    nowNanos = Math.max(nowNanos, nanos + lateNanos.removeFirst());
    if (lateNanos.isEmpty()) {
      meter.close();
    }
  }

  private Hiccups measured(List<Long> late) {
    lateNanos.addAll(late);
    meter.begin();
    meter.measure();
    meter.end();
    return meter.figures();
  }

  @Test
  void whatTheShortestWaitIsLateIsTakenOff() {
    assertEquals(new Hiccups(0, 0), measured(Collections.nCopies(1_000, 60 * MICRO)));
    assertEquals(0, meter.takeMaxNanos());
  }

  @Test
  void aPauseCountsForEachMillisecondOfIt() {
    List<Long> late = new ArrayList<>(Collections.nCopies(1_000, 60 * MICRO));
    late.set(100, 60 * MICRO + 100 * MILLI);
    Hiccups figures = measured(late);
    assertEquals(100 * MILLI, figures.maxNanos());
    // 100 of 1,000 waits are late by 100, 99, ... 1 ms: ten of them by more than 90
    assertTrue(figures.p99Nanos() >= 90 * MILLI, figures::toString);
    assertTrue(figures.p99Nanos() <= 91 * MILLI * 17 / 16, figures::toString);
    assertEquals(100 * MILLI, meter.takeMaxNanos());
    assertEquals(0, meter.takeMaxNanos());
  }

  @Test
  void outsideOfAWindowNothingIsNoted() {
    assertNull(meter.figures());
    lateNanos.addAll(List.of(0L, 5 * MILLI));
    meter.measure();
    meter.begin();
    meter.end();
    assertNull(meter.figures());
    assertEquals(0, meter.takeMaxNanos(), "what was before the window is forgotten");
  }

  @Test
  void aDurationReadsAtMostASixteenthTooHigh() {
    for (long nanos = 0; nanos < Long.MAX_VALUE / 3; nanos += nanos / 4 + 1) {
      var lateness = new Lateness();
      lateness.add(nanos);
      lateness.add(Long.MAX_VALUE / 2);
      for (int i = 0; i < 1_000; i++) {
        lateness.add(nanos);
      }
      long reads = lateness.figures().p99Nanos();
      assertTrue(reads >= nanos && reads <= nanos + nanos / 16, nanos + " reads " + reads);
    }
  }
}
