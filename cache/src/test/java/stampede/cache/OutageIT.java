package stampede.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.testkit.ChildJvm;
import stampede.testkit.ChildProcess;
import stampede.testkit.LongRun;

/** A cache of the default settings outlives the silence of its store in a heap of 256 MiB. */
class OutageIT {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final List<String> OPTIONS = List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError");
  private static final CacheSettings SETTINGS = CacheSettings.DEFAULT;

  @TempDir
  private Path folder;

  @Test
  void storesOfFourKibibytesFillTheDirtyBytesAndTheWaitingStores() {
    Map<String, Long> seen = outage(LongRun.pick(5_000, 20_000), 4 << 10, LongRun.pick(10, 60));
    assertEquals(SETTINGS.waitingStoresMax(), seen.get("waitingStores"), seen.toString());
  }

  @Test
  void largeStoresFillTheDirtyAndTheWaitingBytes() {
    Map<String, Long> seen = outage(1_000, 64 << 10, 4);
    assertEquals(SETTINGS.waitingBytesMax(), seen.get("waitingBytes"), seen.toString());
  }

  @Test
  void smallStoresFillTheDirtyBlobsAndTheWaitingStores() {
    Map<String, Long> seen = outage(20_000, 64, 5);
    assertEquals(SETTINGS.waitingStoresMax(), seen.get("waitingStores"), seen.toString());
  }

  private Map<String, Long> outage(int ratePerSecond, int sizeBytes, int silenceSeconds) {
    String uri = "sqlite:" + folder.resolve("store");
    try (ChildProcess child = ChildJvm.start(
        folder,
        OPTIONS,
        OutageChild.class,
        uri,
        Integer.toString(ratePerSecond),
        Integer.toString(sizeBytes),
        Integer.toString(silenceSeconds))) {
      int exit = child.awaitExit(LIMIT);
      assertEquals(0, exit, () -> child.stdout() + child.stderr());
      List<String> lines = child.stdout().lines().toList();
      lines.forEach(System.out::println);
      Map<String, Long> seen = Arrays.stream(lines.get(lines.size() - 1).split(" "))
          .map(word -> word.split("="))
          .collect(Collectors.toMap(word -> word[0], word -> Long.valueOf(word[1])));
      assertHolds(seen, sizeBytes);
      return seen;
    }
  }

  private static void assertHolds(Map<String, Long> seen, long sizeBytes) {
    String all = seen.toString();
    assertEquals(seen.get("planned"), seen.get("acknowledged") + seen.get("overloaded"), all);
    assertEquals(0, seen.get("storesFailed") + seen.get("storeFailures"), all);
    assertEquals(seen.get("acknowledged") + seen.get("early"), seen.get("verified"), all);
    long dirtyBytes = Math.min(SETTINGS.dirtyBytesMax(), SETTINGS.dirtyBlobsMax() * sizeBytes);
    assertEquals(dirtyBytes, seen.get("dirtyBytes"), all);
    assertTrue(seen.get("waitingBytes") <= SETTINGS.waitingBytesMax(), all);
    assertTrue(seen.get("waitingStores") <= SETTINGS.waitingStoresMax(), all);
    assertTrue(seen.get("overloaded") > 0, all);
    assertEquals(seen.get("loads"), seen.get("loadsFound") + seen.get("loadsTimedOut"), all);
    assertTrue(seen.get("loadsFound") > 0 && seen.get("loadsTimedOut") > 0, all);
    assertTrue(seen.get("samples") > 1_000, all);
  }
}
