package stampede.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.benmanes.caffeine.cache.AsyncCacheLoader;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import com.github.benmanes.caffeine.cache.stats.ConcurrentStatsCounter;
import com.github.benmanes.caffeine.cache.stats.StatsCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.cache.CaffeineStatsCounter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stampede.cache.CacheListener.LoadEnding;
import stampede.cache.TimedLoads;
import stampede.testkit.Repository;
import stampede.time.VirtualTime;

/**
 * The same loads, one after the other in virtual time, as a listener's histograms have them, as
 * Caffeine counts them itself, and as it tells Micrometer: the tables of docs/any-caffeine.md.
 */
final class CaffeineFiguresTest {
  private static final long MILLI = 1_000_000;

  /** Loads of one ending and latency; 1,000 in all. */
  private record Kind(int count, double millis, LoadEnding ending) {}

  private static final Kind[] KINDS = {
    new Kind(920, 1, LoadEnding.FOUND),
    new Kind(30, 20, LoadEnding.FOUND),
    new Kind(20, 80, LoadEnding.FOUND),
    new Kind(20, 0.2, LoadEnding.ABSENT),
    new Kind(10, 500, LoadEnding.FAILED)
  };

  private final VirtualTime time = new VirtualTime();
  private final IntervalRecorder recorder =
      new IntervalRecorder(false, 0, 0, Long.MAX_VALUE / 2, 1);
  private final MockClock wall = new MockClock();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, wall);

  private long startNanos;

  private static Caffeine<Object, Object> caffeine() {
    return Caffeine.newBuilder().executor(Runnable::run);
  }

  private <K, V> AsyncCacheLoader<K, V> timed(AsyncCacheLoader<K, V> loader) {
    BackingTimings timings = new BackingTimings(recorder, null);
    return TimedLoads.around(loader, timings, time);
  }

  private CompletableFuture<String> load(Kind kind) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    time.after((long) (kind.millis() * MILLI), () -> {
      switch (kind.ending()) {
        case FOUND -> answer.complete("found");
        case ABSENT -> answer.complete(null);
        default -> answer.completeExceptionally(new TimeoutException()); // Caffeine logs others
      }
    });
    return answer;
  }

  /** Loads all; each caller works on the completing thread, once answered. */
  private void loadAll(AsyncLoadingCache<Integer, String> cache, long workNanos) {
    for (int key = 0; key < 1000; key++) {
      startNanos = time.nanos();
      var unused = cache.get(key).whenComplete((value, failure) -> time.advance(workNanos));
      time.runAll();
    }
  }

  /** Caffeine's figures of the same loads, none of them ours. */
  private void count(StatsCounter counter, long workNanos) {
    loadAll(
        caffeine()
            .recordStats(() -> new VirtualStats(counter))
            .buildAsync((key, executor) -> load(kind(key))),
        workNanos);
  }

  /**
   * Gives a counter the load times that virtual time has where Caffeine tells them. Caffeine reads
   * the machine's clock for these, whatever its ticker. For one load at a time.
   */
  private final class VirtualStats implements StatsCounter {
    private final StatsCounter counter;

    VirtualStats(StatsCounter counter) {
      this.counter = counter;
    }

    @Override
    public void recordLoadSuccess(long loadNanos) {
      counter.recordLoadSuccess(time.nanos() - startNanos);
    }

    @Override
    public void recordLoadFailure(long loadNanos) {
      counter.recordLoadFailure(time.nanos() - startNanos);
    }

    @Override
    public void recordHits(int count) {
      counter.recordHits(count);
    }

    @Override
    public void recordMisses(int count) {
      counter.recordMisses(count);
    }

    @Override
    public void recordEviction(int weight, RemovalCause cause) {
      counter.recordEviction(weight, cause);
    }

    @Override
    public CacheStats snapshot() {
      return counter.snapshot();
    }
  }

  private static Kind kind(int key) {
    int before = 0;
    for (Kind kind : KINDS) {
      before += kind.count();
      if (key < before) {
        return kind;
      }
    }
    throw new IllegalArgumentException("key must be < 1000: " + key);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 5})
  void theTableIsThatOfThePage(long workMillis) throws IOException {
    StringBuilder table = new StringBuilder(
        String.format("%-34s%6s%10s%10s%10s%10s%n", "", "count", "mean", "p50", "p99", "max"));
    long workNanos = workMillis * MILLI;
    loadAll(caffeine().buildAsync(timed((key, executor) -> load(kind(key)))), workNanos);
    listenerRows(table);
    StatsCounter own = new ConcurrentStatsCounter();
    count(own, workNanos);
    CacheStats stats = own.snapshot();
    row(table, "recordStats", stats.loadCount(), stats.averageLoadPenalty(), null, null, null);
    assertEquals(970, stats.loadSuccessCount());
    assertEquals(30, stats.loadFailureCount());
    count(new CaffeineStatsCounter(registry, "page"), workNanos);
    micrometerRow(table, "success");
    micrometerRow(table, "failure");
    String page = Files.readString(Repository.root().resolve("docs").resolve("any-caffeine.md"));
    assertTrue(page.contains("```\n" + table + "```\n"), table::toString);
  }

  private void listenerRows(StringBuilder table) {
    Map<Series, Histogram> histograms = recorder.finish(Long.MAX_VALUE / 4).histograms();
    for (Outcome outcome : new Outcome[] {Outcome.LOADED, Outcome.ABSENT, Outcome.FAILED}) {
      Series series = new Series(Clock.BACKING, Operation.LOAD, outcome);
      Histogram times = Objects.requireNonNull(histograms.get(series));
      row(
          table,
          "listener, " + outcome.word(),
          times.getTotalCount(),
          times.getMean(),
          (double) times.getValueAtPercentile(50),
          (double) times.getValueAtPercentile(99),
          (double) times.getMaxValue());
    }
  }

  private void micrometerRow(StringBuilder table, String result) {
    Timer timer = timer(result);
    assertEquals(0, timer.takeSnapshot().percentileValues().length);
    row(
        table,
        "CaffeineStatsCounter, " + result,
        timer.count(),
        timer.mean(TimeUnit.NANOSECONDS),
        null,
        null,
        timer.max(TimeUnit.NANOSECONDS));
  }

  private Timer timer(String result) {
    return registry.get("cache.loads").tags("cache", "page", "result", result).timer();
  }

  private static void row(
      StringBuilder table,
      String who,
      long count,
      double mean,
      Double p50,
      Double p99,
      Double max) {
    table.append(String.format(
        "%-34s%,6d%10s%10s%10s%10s%n",
        who, count, millis(mean), millis(p50), millis(p99), millis(max)));
  }

  /** Three digits, which is what a histogram keeps; a dash for what there is no figure of. */
  private static String millis(Double nanos) {
    return nanos == null ? "-" : String.format(Locale.ROOT, "%.3g ms", nanos / MILLI);
  }

  @Test
  void micrometersMaximumFadesAndItsPercentilesAreAskedFor() {
    registry.config().meterFilter(new MeterFilter() {
      @Override
      public DistributionStatisticConfig configure(
          Meter.Id id, DistributionStatisticConfig config) {
        return DistributionStatisticConfig.builder().percentiles(0.5).build().merge(config);
      }
    });
    count(new CaffeineStatsCounter(registry, "page"), 0);
    Timer timer = timer("success");
    assertEquals(80, timer.max(TimeUnit.MILLISECONDS));
    assertEquals(1, timer.takeSnapshot().percentileValues()[0].value(TimeUnit.MILLISECONDS), 0.1);
    wall.add(Duration.ofMinutes(10));
    assertEquals(0, timer.max(TimeUnit.MILLISECONDS));
    assertEquals(0, timer.takeSnapshot().percentileValues()[0].value(TimeUnit.MILLISECONDS));
  }

  @Test
  void keysLoadedAtOnceAreOneLoadToCaffeineAndEachOneToTheListener() {
    AsyncCacheLoader<Integer, Integer> loader = AsyncCacheLoader.bulk(keys -> {
      time.advance(3 * MILLI);
      return Map.of(1, 1, 2, 2);
    });
    AsyncLoadingCache<Integer, Integer> cache = caffeine().recordStats().buildAsync(timed(loader));
    assertEquals(
        Map.of(1, 1, 2, 2),
        cache.getAll(IntStream.rangeClosed(1, 10).boxed().toList()).join());
    CacheStats stats = cache.synchronous().stats();
    assertEquals(1, stats.loadSuccessCount());
    assertEquals(0, stats.loadFailureCount());
    Map<Series, Histogram> histograms = recorder.finish(Long.MAX_VALUE / 4).histograms();
    assertEquals(2, count(histograms, Outcome.LOADED));
    assertEquals(8, count(histograms, Outcome.ABSENT));
  }

  private static long count(Map<Series, Histogram> histograms, Outcome outcome) {
    Series series = new Series(Clock.BACKING, Operation.LOAD, outcome);
    return Objects.requireNonNull(histograms.get(series)).getTotalCount();
  }

  @Test
  void requestsThatJoinALoadAreHitsToCaffeine() {
    AsyncLoadingCache<Integer, String> cache =
        caffeine().recordStats().buildAsync(timed((key, executor) -> load(KINDS[0])));
    for (int request = 0; request < 10; request++) {
      var unused = cache.get(1);
    }
    time.runAll();
    CacheStats stats = cache.synchronous().stats();
    assertEquals(9, stats.hitCount());
    assertEquals(1, stats.missCount());
    assertEquals(1, stats.loadCount());
  }
}
