package stampede.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import stampede.cache.StoreResult.Stored;
import stampede.store.Blob;
import stampede.store.StoreException.TooLarge;

/** What a cache that writes back must hold, by the answers that it gave. For one thread. */
final class StoreLedger {
  private record Given(Blob blob, CompletableFuture<StoreResult> answer) {}

  private final Set<Blob> acknowledged = new HashSet<>();
  private final Map<Blob, Integer> acceptances = new HashMap<>();
  private final Set<Blob> dirty = new LinkedHashSet<>();
  private final List<Given> waiting = new ArrayList<>();
  private long accepted;
  private long known;
  private long overloaded;
  private long tooLarge;

  /** A store was asked for. */
  void given(Blob blob, CompletableFuture<StoreResult> answer) {
    waiting.add(new Given(blob, answer));
    note();
  }

  /** The backing store is about to confirm a blob, as it was accepted that time. */
  void confirmed(Blob blob, int acceptance) {
    if (acceptances(blob) == acceptance) {
      dirty.remove(blob);
    }
  }

  /** How often a blob was accepted. */
  int acceptances(Blob blob) {
    return acceptances.getOrDefault(blob, 0);
  }

  /** Notes the answers that came. */
  void note() {
    for (Given given : List.copyOf(waiting)) {
      if (given.answer().isDone()) {
        waiting.remove(given);
        note(given);
      }
    }
  }

  private void note(Given given) {
    if (given.answer().isCompletedExceptionally()) {
      tooLarge += CacheFixture.failure(given.answer()) instanceof TooLarge ? 1 : 0;
    } else if (given.answer().join() instanceof Stored stored) {
      acknowledged.add(given.blob());
      if (stored.known()) {
        known++;
      } else {
        accepted++;
        dirty.add(given.blob());
        acceptances.merge(given.blob(), 1, Integer::sum);
      }
    } else {
      overloaded++;
    }
  }

  /** The blobs whose stores were answered so. */
  Set<Blob> acknowledged() {
    return acknowledged;
  }

  /** The blobs accepted and not confirmed, in order. */
  List<Blob> dirty() {
    return List.copyOf(dirty);
  }

  void assertAllAnswered() {
    assertEquals(List.of(), waiting);
  }

  void check(CacheStats stats) {
    assertEquals(
        List.of(accepted, known, overloaded, tooLarge),
        List.of(
            stats.storesAccepted(),
            stats.storesKnown(),
            stats.storesOverloaded(),
            stats.storesTooLarge()));
    assertEquals(dirty.size(), stats.dirtyEntries());
    assertEquals(bytes(dirty), stats.dirtyBytes());
    assertEquals(waiting.size(), stats.waitingStores());
    assertEquals(bytes(waiting.stream().map(Given::blob).toList()), stats.waitingBytes());
  }

  private static long bytes(Collection<Blob> blobs) {
    return blobs.stream().mapToLong(Blob::sizeBytes).sum();
  }
}
