package stampede.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import stampede.cache.CacheListener.LoadEnding;
import stampede.store.Blob;
import stampede.store.BlobRef;
import stampede.store.Blobs;
import stampede.store.HashAlgorithm;
import stampede.time.VirtualTime;

/** Warm-up from 0 to 1,000 ns, the run from there. */
@Timeout(30)
final class BackingTimingsTest {
  private static final BlobRef REF = ref();
  private static final long ORIGIN = 1_000;

  private final VirtualTime time = new VirtualTime();
  private final IntervalRecorder warmup = new IntervalRecorder(true, 0, 0, 5_000, 5_000);
  private final IntervalRecorder run = new IntervalRecorder(false, ORIGIN, 0, 9_000, 5_000);
  private final RelayFixture statsd = new RelayFixture();
  private final BackingTimings timings = new BackingTimings(warmup, statsd.relay);

  private static BlobRef ref() {
    Blob blob = Blobs.of(1, 1, 16, HashAlgorithm.SHA256);
    return blob.ref();
  }

  /** A load of {@code backingNanos} from now. */
  private void load(long backingNanos, LoadEnding ending) {
    long startNanos = time.nanos();
    timings.loadStarted(REF, startNanos);
    time.advance(backingNanos);
    timings.loadEnded(REF, startNanos, time.nanos(), ending);
  }

  /** A store accepted now, issued after {@code waitNanos}. */
  private void store(long waitNanos, long backingNanos, boolean succeeded) {
    long acceptedNanos = time.nanos();
    time.advance(waitNanos);
    long startNanos = time.nanos();
    timings.storeStarted(REF, acceptedNanos, startNanos);
    time.advance(backingNanos);
    timings.storeEnded(REF, acceptedNanos, startNanos, time.nanos(), succeeded);
  }

  /** Each series with its only value. */
  private static String series(Interval interval) {
    TreeMap<String, String> found = new TreeMap<>();
    interval
        .histograms()
        .forEach((series, histogram) ->
            found.put(series.tag(), histogram.getTotalCount() + "x" + histogram.getMaxValue()));
    return found.toString();
  }

  @Test
  void aLoadIsItsBackingTimeByItsEnding() {
    timings.startRun(run, 0);
    load(7, LoadEnding.FOUND);
    load(11, LoadEnding.ABSENT);
    load(13, LoadEnding.FAILED);
    statsd.close();

    assertEquals(
        "{backing.load.absent=1x11, backing.load.failed=1x13, backing.load.loaded=1x7}",
        series(run.finish(2_000)));
    assertEquals(
        List.of(
            "flux.0.content-cache.load:0.000007|ms",
            "flux.0.content-cache.load:0.000011|ms",
            "flux.0.content-cache.load:0.000013|ms"),
        statsd.lines());
  }

  @Test
  void aStoreWaitsIsBackedAndWhereItSucceedsIsDurable() {
    timings.startRun(run, 0);
    store(20, 3, true);
    statsd.close();

    assertEquals(
        "{backing.store.stored=1x3, durable.store.stored=1x23, wait.store.stored=1x20}",
        series(run.finish(2_000)));
    assertEquals(List.of("flux.0.content-cache.store:0.000003|ms"), statsd.lines());
  }

  @Test
  void aFailedAttemptToStoreIsNotDurable() {
    timings.startRun(run, 0);
    store(20, 3, false);
    statsd.close();

    assertEquals("{backing.store.failed=1x3, wait.store.failed=1x20}", series(run.finish(2_000)));
    assertEquals(1, statsd.relay.counts().backing().shipped());
  }

  @Test
  void hitsJoinsAndStartsAreNoTimings() {
    timings.startRun(run, 0);
    timings.hit(REF, 1);
    timings.loadJoined(REF, 2);
    timings.loadStarted(REF, 3);
    timings.storeStarted(REF, 4, 5);
    statsd.close();

    assertEquals("{}", series(run.finish(2_000)));
    assertEquals(List.of(), statsd.lines());
  }

  @Test
  void anAttemptBelongsToThePhaseOfItsStart() {
    load(7, LoadEnding.FOUND);
    timings.startRun(run, ORIGIN);
    time.until(ORIGIN - 1);
    load(50, LoadEnding.FOUND);
    timings.loadEnded(REF, ORIGIN, time.nanos(), LoadEnding.FOUND);
    statsd.close();

    assertEquals("{backing.load.loaded=2x50}", series(warmup.finish(7_000)));
    assertEquals("{backing.load.loaded=1x49}", series(run.finish(7_000)));
    assertEquals(List.of("flux.0.content-cache.load:0.000049|ms"), statsd.lines());
  }

  @Test
  void whatEndsAfterTheRunIsCountedAsLate() {
    timings.startRun(run, ORIGIN);
    run.finish(2_000);
    time.until(2_000);
    load(7, LoadEnding.FOUND);

    assertEquals(1, run.lateSamples());
    assertEquals(0, warmup.lateSamples());
    statsd.close();
  }

  @Test
  void withoutStatsdTheSeriesAreTheSame() {
    BackingTimings quiet = new BackingTimings(warmup, null);
    quiet.startRun(run, 0);
    quiet.loadEnded(REF, 1_000, 1_009, LoadEnding.FOUND);

    assertEquals("{backing.load.loaded=1x9}", series(run.finish(2_000)));
    statsd.close();
  }
}
