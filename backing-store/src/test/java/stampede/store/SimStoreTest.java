package stampede.store;

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
}
