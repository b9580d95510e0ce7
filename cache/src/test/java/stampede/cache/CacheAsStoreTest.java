package stampede.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static stampede.cache.CacheFixture.blob;
import static stampede.cache.CacheFixture.failure;
import static stampede.cache.CacheFixture.now;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import stampede.store.Blob;
import stampede.store.BlobRef;
import stampede.store.StoreException;
import stampede.time.VirtualTime;

/** What the conformance of the cache leans on: no answer of a cache is taken for another. */
class CacheAsStoreTest {
  private final VirtualTime time = new VirtualTime();
  private final ScriptedStore scripted = new ScriptedStore();
  private final CacheAsStore store = new CacheAsStore(scripted, time, time);

  @Test
  void aLoadWaitsForTheStoreAndIsAnsweredByIt() {
    now(store.store(blob(1)));
    CompletableFuture<Optional<byte[]>> load = store.load(blob(1).ref());
    assertEquals(0, scripted.loads.size());
    scripted.stores.get(0).succeed();
    assertFalse(load.isDone());
    scripted.loads.get(0).succeed();
    assertSame(scripted.stores.get(0).blob().bytes(), now(load).orElseThrow());
  }

  @Test
  void whatTheBackingStoreGivesIsVerified() {
    BlobRef ref = blob(1).ref();
    CompletableFuture<Optional<byte[]>> load = store.load(ref);
    scripted.loads.get(0).answer().complete(Optional.of(blob(2).bytes()));
    assertInstanceOf(StoreException.Corrupt.class, failure(load));
  }

  @Test
  void aBlobThatIsRefusedIsNotStored() {
    byte[] bytes = new byte[1 << 20];
    CompletableFuture<Void> last = null;
    for (int key = 0; key < 200; key++) {
      last = store.store(Blob.trusted(blob(key).ref(), bytes));
    }
    assertInstanceOf(StoreException.Unavailable.class, failure(last));
  }

  @Test
  void whatIsNotDoneInTimeIsATimeout() {
    now(store.store(blob(1)));
    CompletableFuture<Optional<byte[]>> load = store.load(blob(1).ref());
    CompletableFuture<Void> checkpoint = store.putCheckpoint(new byte[1]);
    time.runAll();
    assertInstanceOf(StoreException.Timeout.class, failure(load));
    assertInstanceOf(StoreException.Timeout.class, failure(checkpoint));
  }

  @Test
  void whatFailsFailsAsTheBackingStoreDoes() {
    now(store.store(blob(1)));
    CompletableFuture<Optional<byte[]>> load = store.load(blob(1).ref());
    CompletableFuture<Void> checkpoint = store.putCheckpoint(new byte[1]);
    scripted.stores.get(0).fail("full");
    assertInstanceOf(StoreException.NoSpace.class, failure(load));
    assertInstanceOf(StoreException.NoSpace.class, failure(checkpoint));
    assertTrue(scripted.checkpoints.isEmpty());
  }
}
