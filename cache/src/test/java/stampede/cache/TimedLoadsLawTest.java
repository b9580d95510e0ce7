package stampede.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stampede.cache.CacheListener.LoadEnding;
import stampede.store.SplitMix;
import stampede.time.VirtualTime;

/** Many loads at once of few keys, each with a latency and an ending of its own. */
class TimedLoadsLawTest {
  private static final int REQUESTS = 5_000;
  private static final int KEYS = 400;
  private static final long LATENCY_MAX = 1_000_000;

  private final VirtualTime time = new VirtualTime();
  private final List<String> due = new ArrayList<>();
  private final LoadsHeard loads = new LoadsHeard();
  private int inFlight;
  private int inFlightMax;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void eachIsHeardOnceWithItsOwnTime(long seed) {
    var random = new SplitMix(seed);
    AsyncLoadingCache<Long, Long> cache = Caffeine.newBuilder()
        .executor(Runnable::run)
        .maximumSize(KEYS / 4)
        .buildAsync(TimedLoads.around((key, executor) -> load(key, random), loads, time));
    for (int i = 0; i < REQUESTS; i++) {
      cache.get(Long.remainderUnsigned(random.next(), KEYS));
      time.advance(Long.remainderUnsigned(random.next(), LATENCY_MAX / 100));
    }
    time.runAll();
    List<String> ended = new ArrayList<>(loads.heard);
    ended.removeIf(line -> line.contains("started"));
    due.sort(null);
    ended.sort(null);
    assertEquals(due, ended, () -> "seed " + seed);
    assertEquals(2 * due.size(), loads.heard.size(), () -> "seed " + seed);
    assertTrue(due.size() > 1000 && inFlightMax > 50, () -> due.size() + ", " + inFlightMax);
  }

  /** A load whose time is drawn and written down where it starts. */
  private CompletableFuture<Long> load(Long key, SplitMix random) {
    long latencyNanos = Long.remainderUnsigned(random.next(), LATENCY_MAX);
    int draw = (int) Long.remainderUnsigned(random.next(), 10);
    LoadEnding ending =
        draw == 0 ? LoadEnding.FAILED : draw == 1 ? LoadEnding.ABSENT : LoadEnding.FOUND;
    long endNanos = time.nanos() + latencyNanos;
    due.add(key + " of " + time.nanos() + " ended at " + endNanos + " " + ending);
    inFlight++;
    inFlightMax = Math.max(inFlightMax, inFlight);
    var answer = new CompletableFuture<Long>();
    time.after(latencyNanos, () -> {
      inFlight--;
      if (ending == LoadEnding.FAILED) {
        answer.completeExceptionally(new TimeoutException()); // of which Caffeine writes no log
      } else {
        answer.complete(ending == LoadEnding.ABSENT ? null : key);
      }
    });
    return answer;
  }
}
