package stampede.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Records timings into per-thread histograms and cuts them into intervals.
 *
 * <p>Any thread records, wait-free; a thread allocates on its first recording, and on its first
 * sample of a series in each of its two banks (135 KiB). One thread cuts and finishes; it never
 * holds up a recording. What a dead thread recorded is kept until it is cut, so that there are at
 * most as many thread states as live recording threads and threads that died in the last two
 * intervals.
 *
 * <p>Each recording is in exactly one interval, that of its end, as long as {@link #cut} is called
 * after the interval's edge and less than an interval late; {@link Interval#misplaced} counts the
 * others. Edges are readings of the monotonic clock: a step of the wall clock moves none.
 */
public final class IntervalRecorder implements CompletionSink {
  /*
   * Two banks a thread: the open interval's and the next one's, so that a sample that ends after the
   * edge and before the cut goes where it belongs. To cut: publish the window that opens the next
   * bank alone; await each thread's recording under way; sum and empty the bank, which nobody writes;
   * publish the window that hands it out again as the bank after the open one.
   */

  /** What a histogram holds at most: one hour. */
  public static final long NANOS_MAX = 3_600_000_000_000L;

  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final boolean warmup;
  private final long firstStartNanos;
  private final long startMillis;
  private final long intervalNanos;

  private final List<ThreadBanks> threads = new CopyOnWriteArrayList<>();
  private final ThreadLocal<ThreadBanks> mine = ThreadLocal.withInitial(this::register);
  private final LongAdder late = new LongAdder();

  /** Null once finished. */
  private volatile @Nullable Window window;

  /**
   * A recorder whose first interval starts at {@code startNanos}.
   *
   * @param startMillis the wall-clock time at {@code startNanos}
   * @param firstEdgeNanos where the first interval ends, after {@code startNanos}: a whole wall
   *     second
   * @param intervalNanos the length of the others, at least 1
   */
  public IntervalRecorder(
      boolean warmup, long startNanos, long startMillis, long firstEdgeNanos, long intervalNanos) {
    if (firstEdgeNanos - startNanos <= 0) {
      throw new IllegalArgumentException(
          "firstEdgeNanos must be after " + startNanos + ": " + firstEdgeNanos);
    }
    if (intervalNanos < 1) {
      throw new IllegalArgumentException("intervalNanos must be >= 1: " + intervalNanos);
    }
    this.warmup = warmup;
    this.firstStartNanos = startNanos;
    this.startMillis = startMillis;
    this.intervalNanos = intervalNanos;
    this.window = Window.first(startNanos, firstEdgeNanos, intervalNanos);
  }

  /**
   * Counts the request, and records its response time, service time and lag, unless it was never
   * sent. Of {@code OPEN}, {@code TIMEOUT} and {@code EXPIRED} response and service are lower
   * bounds.
   */
  @Override
  public void completed(
      Operation operation, Outcome outcome, long intendedNanos, long startNanos, long endNanos) {
    ended(operation, outcome, true, intendedNanos, startNanos, endNanos);
  }

  /** Counts a request that had no intended start, and records its service time alone. */
  public void completedUnplanned(
      Operation operation, Outcome outcome, long startNanos, long endNanos) {
    ended(operation, outcome, false, startNanos, startNanos, endNanos);
  }

  private void ended(
      Operation operation,
      Outcome outcome,
      boolean planned,
      long intendedNanos,
      long startNanos,
      long endNanos) {
    ThreadBanks banks = mine.get();
    long entered = banks.enter();
    try {
      Window now = window;
      if (now == null) {
        late.increment();
        return;
      }
      Bank bank = banks.open(now, endNanos);
      bank.count(operation, outcome);
      if (outcome == Outcome.SHED || outcome == Outcome.UNSENT) {
        return;
      }
      bank.add(Series.id(Clock.SERVICE, operation, outcome), endNanos - startNanos);
      if (planned) {
        bank.add(Series.id(Clock.RESPONSE, operation, outcome), endNanos - intendedNanos);
        bank.add(Series.id(Clock.LAG, operation, outcome), startNanos - intendedNanos);
      }
    } finally {
      banks.exit(entered);
    }
  }

  /**
   * Records one timing that ended at {@code endNanos}.
   *
   * @param seriesId a {@link Series#id}
   */
  public void record(int seriesId, long durationNanos, long endNanos) {
    if (seriesId < 0 || seriesId >= Series.COUNT) {
      throw new IllegalArgumentException(
          "seriesId must be from 0 to " + (Series.COUNT - 1) + ": " + seriesId);
    }
    ThreadBanks banks = mine.get();
    long entered = banks.enter();
    try {
      Window now = window;
      if (now == null) {
        late.increment();
        return;
      }
      banks.open(now, endNanos).add(seriesId, durationNanos);
    } finally {
      banks.exit(entered);
    }
  }

  /**
   * Ends the interval that is open; called a little after its edge, so that late samples are in.
   *
   * @throws IllegalStateException once finished
   */
  public Interval cut() {
    Window cut = openWindow();
    Window next = cut.next(intervalNanos);
    IntervalSums sums = new IntervalSums();
    List<ThreadBanks> gone = new ArrayList<>();
    window = next.alone();
    for (ThreadBanks banks : threads) {
      boolean dead = !banks.ownerIsAlive();
      banks.awaitWriter();
      banks.drainTo(sums, cut.bank());
      if (dead && banks.isEmpty()) {
        gone.add(banks);
      }
    }
    window = next;
    threads.removeAll(gone);
    return interval(sums, cut.startNanos(), cut.endNanos());
  }

  /**
   * Ends the last interval at {@code endNanos}, wherever its edge is, with all that is left. What
   * is recorded afterwards is in no interval; {@link #lateSamples} counts it.
   *
   * @throws IllegalStateException once finished
   */
  public Interval finish(long endNanos) {
    Window last = openWindow();
    if (endNanos - last.startNanos() < 0) {
      throw new IllegalArgumentException(
          "endNanos must be at least " + last.startNanos() + ": " + endNanos);
    }
    IntervalSums sums = new IntervalSums();
    window = null;
    for (ThreadBanks banks : threads) {
      banks.awaitWriter();
      banks.drainTo(sums, last.bank());
      banks.drainTo(sums, last.nextBank());
      banks.release();
    }
    threads.clear();
    return interval(sums, last.startNanos(), endNanos);
  }

  /** How many recordings came after {@link #finish}: requests that ended, and single timings. */
  public long lateSamples() {
    return late.sum();
  }

  /** How many threads' banks are held. */
  int threadCount() {
    return threads.size();
  }

  private ThreadBanks register() {
    ThreadBanks banks = new ThreadBanks();
    threads.add(banks);
    return banks;
  }

  private Window openWindow() {
    Window open = window;
    if (open == null) {
      throw new IllegalStateException("the recorder is finished");
    }
    return open;
  }

  private Interval interval(IntervalSums sums, long fromNanos, long toNanos) {
    // startMillis was rounded down: rounding the way up makes an edge its whole wall second again.
    long fromMillis = startMillis - Math.floorDiv(firstStartNanos - fromNanos, NANOS_PER_MILLI);
    return sums.toInterval(warmup, fromNanos, toNanos, fromMillis);
  }
}
