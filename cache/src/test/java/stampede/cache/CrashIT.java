package stampede.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stampede.cache.LoadResult.Found;
import stampede.store.BackingStore;
import stampede.store.Blob;
import stampede.store.SplitMix;
import stampede.store.StoreException;
import stampede.store.StoreUri;
import stampede.store.Stores;
import stampede.testkit.ChildJvm;
import stampede.testkit.ChildProcess;
import stampede.testkit.LongRun;
import stampede.testkit.RealTime;

/** A process that is killed at a random moment keeps what a flush was acknowledged for. */
class CrashIT {
  private static final long SEED = 20_261_124;
  private static final int ROUNDS = LongRun.pick(20, 200);
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long OPENING_NANOS = 200_000_000;
  private static final long STORING_NANOS = 400_000_000;

  /** Short lives: quick to start. */
  private static final List<String> OPTIONS =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

  @TempDir
  private Path folder;

  /** What was seen over some rounds. */
  private static final class Tally {
    long flushes;
    long promised;
    long unpromisedRounds;
    long lost;
    long torn;

    @Override
    public String toString() {
      return flushes + " flushes of " + promised + " blobs acknowledged, " + unpromisedRounds
          + " kills among unflushed blobs, lost " + lost + ", torn " + torn;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite:", "files:"})
  void everyBlobWhoseFlushWasAcknowledgedOutlivesAKill(String scheme) throws Exception {
    var tally = new Tally();
    for (int round = 0; round < ROUNDS; round++) {
      killOnce(scheme, round, false, tally);
    }
    System.out.println(scheme + " rounds " + ROUNDS + ": " + tally);
    assertEquals(0, tally.lost + tally.torn, scheme + " seed " + SEED + ": " + tally);
    assertTrue(tally.flushes > ROUNDS && tally.promised > 20L * ROUNDS, tally.toString());
    assertTrue(tally.unpromisedRounds > ROUNDS / 4, tally.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite:", "files:"})
  void aStoreThatConfirmsBeforeItHasStoredIsCaught(String scheme) throws Exception {
    var tally = new Tally();
    int round = 0;
    while (tally.lost == 0 && round < 10) {
      killOnce(scheme, round++, true, tally);
    }
    System.out.println(scheme + " but hasty, rounds " + round + ": " + tally);
    assertTrue(tally.lost > 0, scheme + " seed " + SEED + ": " + tally);
  }

  private void killOnce(String scheme, int round, boolean hasty, Tally tally) throws Exception {
    Path place = Files.createTempDirectory(folder, "round-");
    String uri = scheme + place.resolve("store");
    long seed = SplitMix.at(SEED, round);
    CrashLog log = storeUntilKilled(place, uri, round, seed, hasty);
    tally.flushes += log.flushes();
    tally.unpromisedRounds += log.unpromised() > 0 ? 1 : 0;
    var time = RealTime.INSTANCE;
    try (BackingStore store = Stores.open(StoreUri.parse(uri), time, time);
        var cache =
            new ContentCache(store, CacheSettings.DEFAULT, time, time, CacheListener.none())) {
      assertCheckpoints(log, cache);
      tally.promised += log.promised();
      loadAll(log, cache, tally);
    }
    deleteAll(place);
  }

  /** Every fifth child is killed while it opens the store, the others while they use it. */
  private static CrashLog storeUntilKilled(
      Path place, String uri, int round, long seed, boolean hasty) {
    boolean opening = round % 5 == 4;
    String sign = opening ? "opening" : "flushed";
    double unit = SplitMix.unit(SplitMix.at(seed, 0));
    long nanos = (long) (unit * (opening ? OPENING_NANOS : STORING_NANOS));
    try (ChildProcess child = ChildJvm.start(
        place, OPTIONS, CrashChild.class, uri, Long.toString(seed), Boolean.toString(hasty))) {
      child.await(sign, () -> child.stdout().contains(sign), LIMIT);
      var due = new CompletableFuture<Void>();
      RealTime.INSTANCE.after(nanos, () -> due.complete(null));
      due.join();
      child.signal("KILL");
      assertEquals(137, child.awaitExit(LIMIT), child.stderr());
      return CrashLog.read(seed, child.stdout());
    }
  }

  /** The last that was acknowledged is the newest, or the one after it, which was on its way. */
  private static void assertCheckpoints(CrashLog log, ContentCache cache) {
    long acknowledged = log.lastCheckpoint();
    long newest = 0;
    for (byte[] value : cache.checkpoints().join()) {
      newest = Math.max(newest, log.checkpoint(new String(value, UTF_8)));
    }
    assertTrue(
        newest == acknowledged || newest == acknowledged + 1,
        "checkpoint " + acknowledged + " was acknowledged, the newest is " + newest);
  }

  private static void loadAll(CrashLog log, ContentCache cache, Tally tally) {
    for (int thread = 0; thread < CrashChild.THREADS; thread++) {
      for (long index = 0; index < log.sent(thread); index++) {
        Blob blob = log.blob(thread, index);
        try {
          if (cache.load(blob.ref()).join() instanceof Found found) {
            assertArrayEquals(blob.bytes(), found.blob().bytes());
          } else if (log.isPromised(thread, index)) {
            tally.lost++;
          }
        } catch (CompletionException e) {
          if (!(e.getCause() instanceof StoreException.Corrupt)) {
            throw e;
          }
          tally.torn++;
        }
      }
    }
  }

  private static void deleteAll(Path place) throws Exception {
    try (var files = Files.walk(place)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
