package stampede.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.EnumSet;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import stampede.time.VirtualTime;

/** Intervals with edges at 1,500, 2,500, 3,500, ... ms after the origin 1,000 ms. */
final class IntervalRecorderTest {
  private static final long MS = 1_000_000L;
  private static final int LOADED = Series.id(Clock.BACKING, Operation.LOAD, Outcome.LOADED);

  private final VirtualTime time = new VirtualTime(1_000 * MS);
  private final IntervalRecorder recorder =
      new IntervalRecorder(false, 1_000 * MS, 77_500, 1_500 * MS, 1_000 * MS);

  private void recordAt(long millis) {
    time.until(millis * MS);
    recorder.record(LOADED, millis, time.nanos());
  }

  private static Histogram histogram(Interval interval, String tag) {
    Histogram found = interval.histograms().get(Series.parse(tag));
    return found != null ? found : new Histogram(IntervalRecorder.NANOS_MAX, 3);
  }

  private static long loaded(Interval interval) {
    return histogram(interval, "backing.load.loaded").getTotalCount();
  }

  @Test
  void intervalsAbutAndCarryWallTimeFromTheMonotonicClock() {
    Interval first = recorder.cut();
    Interval second = recorder.cut();
    Interval last = recorder.finish(2_700 * MS);

    assertEquals(1_000 * MS, first.startNanos());
    assertEquals(1_500 * MS, first.endNanos());
    assertEquals(77_500, first.startMillis());
    assertEquals(1_500 * MS, second.startNanos());
    assertEquals(2_500 * MS, second.endNanos());
    assertEquals(78_000, second.startMillis());
    assertEquals(2_500 * MS, last.startNanos());
    assertEquals(2_700 * MS, last.endNanos());
    assertEquals(79_000, last.startMillis());
  }

  @Test
  void aSampleLandsInTheIntervalOfItsEnd() {
    recordAt(1_499);
    recordAt(1_500); // on the edge: the next interval's
    recordAt(1_550); // before the cut of the first
    recorder.record(LOADED, 1, 1_400 * MS); // late, and still before the cut

    Interval first = recorder.cut();
    recordAt(2_499);
    Interval second = recorder.cut();
    Interval last = recorder.finish(2_600 * MS);

    assertEquals(2, loaded(first));
    assertEquals(3, loaded(second));
    assertEquals(0, loaded(last));
    assertEquals(0, first.misplaced() + second.misplaced() + last.misplaced());
  }

  @Test
  void aSampleOfAnIntervalCutAlreadyGoesToTheOpenOneAndIsCounted() {
    recorder.cut();
    recorder.record(LOADED, 1, 1_499 * MS);

    Interval second = recorder.cut();

    assertEquals(1, loaded(second));
    assertEquals(1, second.misplaced());
  }

  @Test
  void aSampleMoreThanOneIntervalAheadGoesToTheNextOneAndIsCounted() {
    recordAt(3_000);

    Interval first = recorder.cut();
    Interval second = recorder.cut();

    assertEquals(0, loaded(first));
    assertEquals(0, first.misplaced());
    assertEquals(1, loaded(second));
    assertEquals(1, second.misplaced());
  }

  @Test
  void finishTakesBothBanks() {
    recordAt(1_200);
    recordAt(1_600);

    Interval all = recorder.finish(1_700 * MS);

    assertEquals(2, loaded(all));
    assertEquals(0, all.misplaced());
  }

  @Test
  void aRequestIsRecordedUnderItsThreeClocks() {
    recorder.completed(Operation.LOAD, Outcome.HIT, 1_000 * MS, 1_100 * MS, 1_400 * MS);

    Interval first = recorder.cut();

    assertEquals(3, first.histograms().size());
    assertTrue(histogram(first, "response.load.hit").getCountAtValue(400 * MS) == 1);
    assertTrue(histogram(first, "service.load.hit").getCountAtValue(300 * MS) == 1);
    assertTrue(histogram(first, "lag.load.hit").getCountAtValue(100 * MS) == 1);
    assertEquals(1, first.counts().count(Operation.LOAD, Outcome.HIT));
  }

  @Test
  void onlyShedAndUnsentRequestsHaveCountsAndNoTimings() {
    Set<Outcome> timed = EnumSet.noneOf(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      recorder.completed(Operation.STORE, outcome, 1_000 * MS, 1_001 * MS, 1_002 * MS);
    }

    Interval first = recorder.cut();

    for (Series series : first.histograms().keySet()) {
      timed.add(series.outcome());
    }
    assertEquals(EnumSet.complementOf(EnumSet.of(Outcome.SHED, Outcome.UNSENT)), timed);
    assertEquals(
        OutcomeCounts.of((operation, outcome) -> operation == Operation.STORE ? 1 : 0),
        first.counts());
  }

  @Test
  void samplesOutOfRangeAreCountedAndTheOutcomeStillCounts() {
    recorder.completed(Operation.LOAD, Outcome.OPEN, 1_200 * MS, 1_100 * MS, 1_300 * MS);
    recorder.record(LOADED, IntervalRecorder.NANOS_MAX, 1_300 * MS);
    recorder.record(LOADED, IntervalRecorder.NANOS_MAX + 1, 1_300 * MS);
    recorder.record(LOADED, 0, 1_300 * MS);
    recorder.record(LOADED, -1, 1_300 * MS);

    Interval first = recorder.cut();
    Interval second = recorder.cut();

    assertEquals(3, first.outOfRange());
    assertEquals(0, second.outOfRange());
    assertEquals(2, loaded(first));
    assertEquals(1, first.counts().count(Operation.LOAD, Outcome.OPEN));
    assertEquals(0, histogram(first, "lag.load.open").getTotalCount());
  }

  @Test
  void theClockMayWrap() {
    long origin = Long.MAX_VALUE - 300 * MS;
    IntervalRecorder wrapping =
        new IntervalRecorder(true, origin, 0, origin + 500 * MS, 1_000 * MS);
    wrapping.record(LOADED, 1, origin + MS); // before the wrap, as the edge is not
    wrapping.record(LOADED, 1, origin + 499 * MS);
    wrapping.record(LOADED, 1, origin + 501 * MS);

    Interval first = wrapping.cut();
    Interval second = wrapping.cut();

    assertEquals(2, loaded(first));
    assertEquals(1, loaded(second));
    assertEquals(500, second.startMillis());
    assertEquals(0, first.misplaced() + second.misplaced());
  }

  @Test
  void whatADeadThreadRecordedIsKeptUntilItIsCutAndThenItsBanksGo() throws InterruptedException {
    Thread thread = new Thread(() -> {
      recorder.record(LOADED, 1, 1_200 * MS);
      recorder.record(LOADED, 1, 1_600 * MS);
    });
    thread.start();
    thread.join();

    Interval first = recorder.cut();
    int heldForTheNextInterval = recorder.threadCount();
    Interval second = recorder.cut();

    assertEquals(1, loaded(first));
    assertEquals(1, heldForTheNextInterval);
    assertEquals(1, loaded(second));
    assertEquals(0, recorder.threadCount());
  }

  @Test
  void recordingsAfterTheFinishAreCounted() {
    recorder.record(LOADED, 1, 1_200 * MS);
    recorder.finish(1_300 * MS);
    recorder.record(LOADED, 1, 1_250 * MS);
    recorder.completed(Operation.LOAD, Outcome.HIT, 0, 0, 0);

    assertEquals(2, recorder.lateSamples());
    assertThrows(IllegalStateException.class, recorder::cut);
    assertThrows(IllegalStateException.class, () -> recorder.finish(1_400 * MS));
  }

  @Test
  void boundsAreRefusedWithTheirValue() {
    assertThrows(
        IllegalArgumentException.class, () -> new IntervalRecorder(false, 10, 0, 10, 1_000));
    assertThrows(IllegalArgumentException.class, () -> new IntervalRecorder(false, 0, 0, 10, 0));
    assertThrows(IllegalArgumentException.class, () -> recorder.record(Series.COUNT, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> recorder.record(-1, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> recorder.finish(999 * MS));
  }

  @Test
  void recordingAllocatesNothingAfterItsFirstUse() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    requests(1_000);
    long before = threads.getThreadAllocatedBytes(id);
    requests(100_000);
    long allocatedBytes = threads.getThreadAllocatedBytes(id) - before;

    assertTrue(allocatedBytes < 1_000, () -> allocatedBytes + " B in 100,000 requests");
  }

  private void requests(int count) {
    for (int i = 0; i < count; i++) {
      recorder.completed(
          Operation.LOAD, Outcome.HIT, 1_000 * MS, 1_000 * MS + i, 1_000 * MS + i * 2L);
      recorder.record(LOADED, i, 1_000 * MS + i);
    }
  }
}
