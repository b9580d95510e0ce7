package stampede.loadgen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stampede.cache.CacheListener;
import stampede.cache.CacheStats;
import stampede.cache.FlushResult;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.store.BackingStore;
import stampede.store.BadInputException;
import stampede.store.Blob;
import stampede.store.Blobs;
import stampede.store.HashAlgorithm;
import stampede.store.StoreException;
import stampede.store.StoreUri;
import stampede.store.Stores;
import stampede.time.VirtualTime;

class TargetsTest {
  private static final Blob FIRST = Blobs.of(1, 1, 100, HashAlgorithm.SHA256);
  private static final Blob SECOND = Blobs.of(1, 2, 100, HashAlgorithm.SHA256);
  private final VirtualTime time = new VirtualTime(0);

  private Target open(String name, BackingStore store) {
    Scenario scenario = Scenario.of(List.of(new Setting("target", name, "--target")));
    return Targets.named(scenario.target()).open(scenario, store, time, time, CacheListener.none());
  }

  private static Request load(Blob blob) {
    return new Request(0, Operation.LOAD, blob.ref(), blob.sizeBytes(), null);
  }

  private static Request store(Blob blob) {
    return new Request(0, Operation.STORE, blob.ref(), blob.sizeBytes(), blob);
  }

  @ParameterizedTest
  @ValueSource(strings = {"content-cache", "caffeine"})
  void oneWorkloadHasTheSameOutcomesOnEveryTarget(String name) {
    try (BackingStore store = Stores.open(StoreUri.parse("memory:"), time, time)) {
      store.store(FIRST).join();
      Target target = open(name, store);
      assertEquals(Outcome.LOADED, target.submit(load(FIRST)).join());
      assertEquals(Outcome.HIT, target.submit(load(FIRST)).join());
      assertEquals(Outcome.ABSENT, target.submit(load(SECOND)).join());
      assertEquals(Outcome.STORED, target.submit(store(SECOND)).join());
      assertEquals(Outcome.HIT, target.submit(load(SECOND)).join());
      assertInstanceOf(FlushResult.Done.class, target.flush(0).join());
      assertEquals(100, store.load(SECOND.ref()).join().orElseThrow().length);
      CacheStats stats = Objects.requireNonNull(target.stats());
      assertEquals(
          List.of(2L, 2L, 200L, 0L),
          List.of(stats.hits(), stats.misses(), stats.cleanBytes(), stats.dirtyBytes()));
      target.close();
      CompletableFuture<Outcome> late = target.submit(load(FIRST));
      Exception failure = assertThrows(Exception.class, late::join);
      assertInstanceOf(StoreException.Closed.class, failure.getCause());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"content-cache", "caffeine"})
  void aTargetKeepsTheBoundOfTheScenario(String name) {
    Scenario scenario = Scenario.of(List.of(new Setting("cleanBytesMax", "150B", "here")));
    try (BackingStore store = Stores.open(StoreUri.parse("memory:"), time, time);
        Target target =
            Targets.named(name).open(scenario, store, time, time, CacheListener.none())) {
      store.store(FIRST).join();
      store.store(SECOND).join();
      target.submit(load(FIRST)).join();
      target.submit(load(SECOND)).join();
      assertEquals(100, Objects.requireNonNull(target.stats()).cleanBytes());
    }
  }

  @Test
  void anUnknownNameIsRefusedWithThoseThatThereAre() {
    BadInputException refusal = assertThrows(BadInputException.class, () -> Targets.named("guava"));
    assertEquals("one of caffeine, content-cache", refusal.expected());
    assertEquals("guava", refusal.value());
  }

  @Test
  void aTargetNeedsNothingButAnAnswer() {
    Target target = request -> CompletableFuture.completedFuture(Outcome.HIT);
    assertNull(target.stats());
    assertInstanceOf(FlushResult.Done.class, target.flush(0).join());
  }
}
