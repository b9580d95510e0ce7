package stampede.instrument;

import org.jspecify.annotations.Nullable;
import stampede.cache.CacheListener;

/**
 * Hears a cache and records what its backing operations took, from the stamps in their own
 * entries: {@code backing} of every attempt, {@code wait} of every attempt to store, {@code
 * durable} of a store that succeeded. The wait of a load is zero by construction and not recorded.
 *
 * <p>An attempt belongs to the phase in which it started, so that figures and StatsD lines count
 * the same attempts: those issued at the run's origin or later. StatsD is silent before. Thread-safe.
 */
public final class BackingTimings implements CacheListener<Object> {
  private static final int STORE_DURABLE =
      Series.id(Clock.DURABLE, Operation.STORE, Outcome.STORED);

  private record Run(IntervalRecorder recorder, long originNanos) {}

  private final IntervalRecorder warmup;
  private final @Nullable Relay statsd;
  private volatile @Nullable Run run;

  /**
   * Listens for the warm-up.
   *
   * @param warmup takes what starts before the run's origin
   * @param statsd ships what belongs to the run; null ships nothing
   */
  public BackingTimings(IntervalRecorder warmup, @Nullable Relay statsd) {
    this.warmup = warmup;
    this.statsd = statsd;
  }

  /**
   * Announces the run: attempts issued at {@code originNanos} or later are recorded into {@code
   * recorder} and shipped. Called once, before the clock reads {@code originNanos}.
   */
  public void startRun(IntervalRecorder recorder, long originNanos) {
    run = new Run(recorder, originNanos);
  }

  @Override
  public void hit(Object key, long atNanos) {}

  @Override
  public void loadStarted(Object key, long startNanos) {}

  @Override
  public void loadJoined(Object key, long atNanos) {}

  @Override
  public void loadEnded(Object key, long startNanos, long endNanos, LoadEnding ending) {
    attempt(Operation.LOAD, outcome(ending), startNanos, endNanos);
  }

  @Override
  public void storeStarted(Object key, long acceptedNanos, long startNanos) {}

  @Override
  public void storeEnded(
      Object key, long acceptedNanos, long startNanos, long endNanos, boolean succeeded) {
    Outcome outcome = succeeded ? Outcome.STORED : Outcome.FAILED;
    IntervalRecorder recorder = attempt(Operation.STORE, outcome, startNanos, endNanos);
    int waited = Series.id(Clock.WAIT, Operation.STORE, outcome);
    recorder.record(waited, startNanos - acceptedNanos, endNanos);
    if (succeeded) {
      recorder.record(STORE_DURABLE, endNanos - acceptedNanos, endNanos);
    }
  }

  /** Records and ships the backing time; gives the recorder of the attempt's phase. */
  private IntervalRecorder attempt(
      Operation operation, Outcome outcome, long startNanos, long endNanos) {
    int series = Series.id(Clock.BACKING, operation, outcome);
    long backingNanos = endNanos - startNanos;
    Run present = run;
    if (present == null || startNanos - present.originNanos() < 0) {
      warmup.record(series, backingNanos, endNanos);
      return warmup;
    }
    present.recorder().record(series, backingNanos, endNanos);
    if (statsd != null) {
      statsd.offer(series, backingNanos);
    }
    return present.recorder();
  }

  private static Outcome outcome(LoadEnding ending) {
    return switch (ending) {
      case FOUND -> Outcome.LOADED;
      case ABSENT -> Outcome.ABSENT;
      case FAILED -> Outcome.FAILED;
      case TIMED_OUT -> Outcome.TIMEOUT;
    };
  }
}
