package stampede.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import stampede.testkit.StoreConformance;

/** Without a latency. */
class SimStoreTest extends StoreConformance {
  @Override
  protected String uri() {
    return "sim:";
  }

  @Override
  protected boolean outlivesClosing() {
    return false;
  }

  @Test
  void answersAreCompleteWhenTheyAreReturned() {
    Blob blob = Blobs.of(1, 1, 10, HashAlgorithm.SHA256);
    try (BackingStore store = open()) {
      assertTrue(store.store(blob).isDone());
      assertTrue(store.load(blob.ref()).isDone());
      assertTrue(store.putCheckpoint(new byte[1]).isDone());
      assertTrue(store.checkpoints().isDone());
    }
  }

  @Test
  void eachIsAPlaceOfItsOwn() {
    try (BackingStore one = open();
        BackingStore other = open()) {
      assertNotEquals(one.name(), other.name());
    }
  }

  /** What the memory behind it says is said in the store's name. */
  @Test
  void itIsNamedByItsScheme() {
    BackingStore closed;
    try (BackingStore store = open()) {
      assertTrue(store.name().startsWith("sim:"), store.name());
      var refusal = failure(store.putCheckpoint(new byte[StoreUri.BLOB_BYTES_MAX + 1]));
      assertTrue(refusal.getMessage().startsWith(store.name() + ": "), refusal.getMessage());
      closed = store;
    }
    assertEquals(closed.name() + " is closed", failure(closed.checkpoints()).getMessage());
  }
}
