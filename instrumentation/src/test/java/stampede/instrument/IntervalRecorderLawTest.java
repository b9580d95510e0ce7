package stampede.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.RepeatedTest;

/** The sum of the intervals is what was recorded, whatever the cuts and the threads. */
final class IntervalRecorderLawTest {
  private static final long FIRST_EDGE = 60;
  private static final long INTERVAL = 100;
  private static final int SERIES = Series.id(Clock.BACKING, Operation.LOAD, Outcome.LOADED);

  /** A cut, where {@code durationNanos} is null; else a sample. */
  record Step(Long durationNanos, long endNanos) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Step> samples = Combinators.combine(
            Arbitraries.longs().between(-1, 5_000), Arbitraries.longs().between(0, 700))
        .as(Step::new);
    Arbitrary<Step> cuts = Arbitraries.just(new Step(null, 0));
    return Arbitraries.frequencyOf(Tuple.of(6, samples), Tuple.of(1, cuts))
        .list()
        .ofMaxSize(80);
  }

  /** One thread against a model that knows each sample's interval from its end alone. */
  @Property(tries = 200)
  void everySampleIsInTheIntervalOfItsEndOrCountedAsMisplaced(@ForAll("steps") List<Step> steps) {
    IntervalRecorder recorder = new IntervalRecorder(false, 0, 0, FIRST_EDGE, INTERVAL);
    List<Histogram> expected = new ArrayList<>();
    long[] misplaced = new long[steps.size() + 2];
    for (int i = 0; i < misplaced.length; i++) {
      expected.add(new Histogram(IntervalRecorder.NANOS_MAX, 3));
    }
    long outOfRange = 0;
    List<Interval> intervals = new ArrayList<>();
    for (Step step : steps) {
      if (step.durationNanos() == null) {
        intervals.add(recorder.cut());
        continue;
      }
      int open = intervals.size();
      int own = intervalOf(step.endNanos());
      int nearest = Math.max(open, Math.min(open + 1, own));
      recorder.record(SERIES, step.durationNanos(), step.endNanos());
      misplaced[nearest] += nearest == own ? 0 : 1;
      if (step.durationNanos() < 0) {
        outOfRange++;
      } else {
        expected.get(nearest).recordValue(step.durationNanos());
      }
    }
    int last = intervals.size();
    expected.get(last).add(expected.get(last + 1));
    misplaced[last] += misplaced[last + 1];
    intervals.add(recorder.finish(1_000_000));

    for (int i = 0; i < intervals.size(); i++) {
      Interval interval = intervals.get(i);
      Histogram found = interval.histograms().get(Series.of(SERIES));
      if (expected.get(i).getTotalCount() == 0) {
        assertTrue(interval.histograms().isEmpty());
      } else {
        assertEquals(expected.get(i), found);
      }
      assertEquals(misplaced[i], interval.misplaced());
    }
    assertEquals(outOfRange, intervals.stream().mapToLong(Interval::outOfRange).sum());
  }

  private static int intervalOf(long endNanos) {
    return endNanos < FIRST_EDGE ? 0 : (int) ((endNanos - FIRST_EDGE) / INTERVAL) + 1;
  }

  @RepeatedTest(3)
  void nothingIsLostOrDoubledWhileThreadsRecordAndAnotherCuts() throws InterruptedException {
    int threadCount = 4;
    int perThread = 60_000;
    IntervalRecorder recorder = new IntervalRecorder(false, 0, 0, 1_000, 1_000);
    AtomicInteger running = new AtomicInteger(threadCount);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < threadCount; t++) {
      Outcome outcome = Outcome.values()[t];
      Thread thread = new Thread(() -> {
        for (int i = 0; i < perThread; i++) {
          recorder.completed(Operation.LOAD, outcome, 0, i % 17, i);
        }
        running.decrementAndGet();
      });
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
    List<Interval> intervals = new ArrayList<>();
    while (running.get() > 0) {
      intervals.add(recorder.cut());
    }
    for (Thread thread : threads) {
      thread.join();
    }
    intervals.add(recorder.finish(Long.MAX_VALUE / 2));

    OutcomeCounts counts = OutcomeCounts.of((operation, outcome) -> 0);
    for (Interval interval : intervals) {
      counts = counts.plus(interval.counts());
    }
    for (int t = 0; t < threadCount; t++) {
      Outcome outcome = Outcome.values()[t];
      assertEquals(perThread, counts.count(Operation.LOAD, outcome));
      Histogram response = new Histogram(IntervalRecorder.NANOS_MAX, 3);
      Histogram service = new Histogram(IntervalRecorder.NANOS_MAX, 3);
      for (int i = 0; i < perThread; i++) {
        response.recordValue(i);
        service.recordValue(i - i % 17);
      }
      assertEquals(response, sum(intervals, new Series(Clock.RESPONSE, Operation.LOAD, outcome)));
      assertEquals(service, sum(intervals, new Series(Clock.SERVICE, Operation.LOAD, outcome)));
    }
    assertEquals(0, intervals.stream().mapToLong(Interval::outOfRange).sum());
  }

  private static Histogram sum(List<Interval> intervals, Series series) {
    Histogram sum = new Histogram(IntervalRecorder.NANOS_MAX, 3);
    for (Interval interval : intervals) {
      Histogram part = interval.histograms().get(series);
      if (part != null) {
        sum.add(part);
      }
    }
    return sum;
  }
}
