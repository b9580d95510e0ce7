package stampede.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import stampede.testkit.StoreConformance;

class MemoryStoreTest extends StoreConformance {
  @Override
  protected String uri() {
    return "memory:";
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
    }
  }
}
