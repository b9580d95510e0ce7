package stampede.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import stampede.store.BackingStore;
import stampede.store.Blob;
import stampede.store.BlobRef;
import stampede.store.Blobs;
import stampede.store.HashAlgorithm;
import stampede.store.StoreException;
import stampede.store.StoreUri;
import stampede.store.Stores;
import stampede.time.VirtualTime;

/** What every backing store promises, a cache that stands before one too. A subclass names it. */
public abstract class StoreConformance {
  private BackingStore store;

  /** The URI of the store under test; the same place each time within a test. */
  protected abstract String uri();

  /** Whether what was stored is there after closing and opening again. */
  protected boolean outlivesClosing() {
    return true;
  }

  /** Opens the store; called again once it is closed. */
  protected BackingStore open() {
    var time = new VirtualTime();
    return Stores.open(StoreUri.parse(uri()), time, time);
  }

  @BeforeEach
  void openStore() {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 64, 100, 1000, 1024, 1025, 8192, 65536, 262144, 1048576})
  void loadsWhatWasStored(int sizeBytes) throws Exception {
    for (HashAlgorithm algorithm : HashAlgorithm.values()) {
      Blob blob = Blobs.of(1, sizeBytes, sizeBytes, algorithm);
      assertEquals(Optional.empty(), get(store.load(blob.ref())));
      get(store.store(blob));
      assertLoads(store, blob);
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneBytePastTheLimitIsRefusedAndNothingIsStored(HashAlgorithm algorithm) throws Exception {
    Blob blob = Blobs.of(1, 1, StoreUri.BLOB_BYTES_MAX + 1, algorithm);
    var refusal = assertInstanceOf(StoreException.TooLarge.class, failure(store.store(blob)));
    assertEquals(StoreUri.BLOB_BYTES_MAX + 1, refusal.sizeBytes());
    assertEquals(StoreUri.BLOB_BYTES_MAX, refusal.bytesMax());
    assertEquals(Optional.empty(), get(store.load(blob.ref())));
  }

  @ParameterizedTest
  @EnumSource
  void anAddressThatWasNeverStoredIsEmpty(HashAlgorithm algorithm) throws Exception {
    get(store.store(Blobs.of(1, 1, 10, algorithm)));
    assertEquals(Optional.empty(), get(store.load(Blobs.of(1, 2, 10, algorithm).ref())));
  }

  @ParameterizedTest
  @EnumSource
  void overwritingIsNoError(HashAlgorithm algorithm) throws Exception {
    Blob blob = Blobs.of(1, 1, 1000, algorithm);
    CompletableFuture<Void> first = store.store(blob);
    get(store.store(Blob.trusted(blob.ref(), blob.bytes().clone())));
    get(first);
    get(store.store(blob));
    assertLoads(store, blob);
  }

  /** A store takes an address on trust: that is how damage comes into any of them. */
  @ParameterizedTest
  @ValueSource(ints = {0, 999, 1000, 1001})
  void storingABlobAgainReplacesWhatIsDamaged(int damagedBytes) throws Exception {
    for (HashAlgorithm algorithm : HashAlgorithm.values()) {
      Blob blob = Blobs.of(1, 1, 1000, algorithm);
      get(store.store(Blob.trusted(blob.ref(), new byte[damagedBytes])));
      assertThrows(Throwable.class, () -> assertLoads(store, blob), "the damage is there");
      get(store.store(blob));
      assertLoads(store, blob);
    }
  }

  @Test
  void addressesOfTwoAlgorithmsNeverMeet() throws Exception {
    Blob sha1 = Blobs.of(1, 1, 100, HashAlgorithm.SHA1);
    Blob sha256 = Blobs.of(1, 1, 100, HashAlgorithm.SHA256);
    get(store.store(sha1));
    assertEquals(Optional.empty(), get(store.load(sha256.ref())));
    get(store.store(sha256));
    assertLoads(store, sha1);
    assertLoads(store, sha256);
  }

  @Test
  void theNewestCheckpointsAreKept() throws Exception {
    assertEquals(List.of(), checkpoints());
    for (int i = 0; i <= BackingStore.CHECKPOINTS_MAX; i++) {
      get(store.putCheckpoint(("checkpoint " + i).getBytes(StandardCharsets.UTF_8)));
    }
    assertEquals(
        List.of("checkpoint 5", "checkpoint 4", "checkpoint 3", "checkpoint 2", "checkpoint 1"),
        checkpoints());
  }

  @Test
  void theSameCheckpointTwiceAndAnEmptyOneAreCheckpoints() throws Exception {
    get(store.putCheckpoint(new byte[] {'a'}));
    get(store.putCheckpoint(new byte[] {'a'}));
    get(store.putCheckpoint(new byte[0]));
    assertEquals(List.of("", "a", "a"), checkpoints());
  }

  @Test
  void aCheckpointIsBoundedAsABlobIs() throws Exception {
    get(store.putCheckpoint(new byte[StoreUri.BLOB_BYTES_MAX]));
    assertInstanceOf(
        StoreException.TooLarge.class,
        failure(store.putCheckpoint(new byte[StoreUri.BLOB_BYTES_MAX + 1])));
    assertEquals(1, get(store.checkpoints()).size());
  }

  @Test
  void whatWasStoredIsThereAfterReopening() throws Exception {
    List<Blob> blobs = new ArrayList<>();
    for (HashAlgorithm algorithm : HashAlgorithm.values()) {
      for (int sizeBytes : new int[] {0, 1000, 65536}) {
        blobs.add(Blobs.of(4, sizeBytes, sizeBytes, algorithm));
      }
    }
    for (Blob blob : blobs) {
      get(store.store(blob));
    }
    get(store.putCheckpoint(new byte[] {'a'}));
    store.close();
    store = open();
    for (Blob blob : blobs) {
      if (outlivesClosing()) {
        assertLoads(store, blob);
      } else {
        assertEquals(Optional.empty(), get(store.load(blob.ref())));
      }
    }
    assertEquals(outlivesClosing() ? List.of("a") : List.of(), checkpoints());
    get(store.putCheckpoint(new byte[] {'b'}));
    assertEquals("b", checkpoints().get(0));
  }

  @Test
  void manyConcurrentStoresAreAllLoaded() throws Exception {
    List<Thread> threads = new ArrayList<>();
    List<CompletableFuture<Void>> answers = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int first = t * 500;
      var thread = new Thread(() -> {
        for (int key = first; key < first + 500; key++) {
          CompletableFuture<Void> answer =
              store.store(Blobs.of(2, key, key % 300, HashAlgorithm.SHA256));
          synchronized (answers) {
            answers.add(answer);
          }
        }
      });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    get(CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new)));
    List<CompletableFuture<Optional<byte[]>>> loads = new ArrayList<>();
    for (int key = 0; key < 2000; key++) {
      loads.add(store.load(Blobs.of(2, key, key % 300, HashAlgorithm.SHA256).ref()));
    }
    for (int key = 0; key < 2000; key++) {
      assertArrayEquals(
          Blobs.content(2, key, key % 300), get(loads.get(key)).orElseThrow(), "key " + key);
    }
  }

  @Test
  void closingAnswersWhatWasAskedBefore() throws Exception {
    List<CompletableFuture<?>> asked = new ArrayList<>();
    for (int key = 0; key < 500; key++) {
      Blob blob = Blobs.of(3, key, 100, HashAlgorithm.SHA256);
      asked.add(store.store(blob));
      asked.add(store.load(blob.ref()));
    }
    store.close();
    for (CompletableFuture<?> answer : asked) {
      get(answer);
    }
  }

  @Test
  void closedTwiceItFailsWhatComesAfter() {
    Blob blob = Blobs.of(1, 1, 10, HashAlgorithm.SHA256);
    store.close();
    store.close();
    for (CompletableFuture<?> answer : List.of(
        store.store(blob),
        store.load(blob.ref()),
        store.putCheckpoint(new byte[1]),
        store.checkpoints())) {
      assertInstanceOf(StoreException.Closed.class, failure(answer));
    }
  }

  private List<String> checkpoints() throws Exception {
    return get(store.checkpoints()).stream()
        .map(value -> new String(value, StandardCharsets.UTF_8))
        .toList();
  }

  /** Asserts that a store holds a blob. */
  protected static void assertLoads(BackingStore store, Blob blob) throws Exception {
    BlobRef ref = blob.ref();
    assertArrayEquals(blob.bytes(), get(store.load(ref)).orElseThrow(), ref.toString());
  }

  /** Waits for an answer; the limit only keeps a broken store from hanging the build. */
  protected static <T> T get(CompletableFuture<T> answer) throws Exception {
    return answer.get(30, TimeUnit.SECONDS);
  }

  /** Waits for a failure. */
  protected static Throwable failure(CompletableFuture<?> answer) {
    return assertThrows(ExecutionException.class, () -> get(answer)).getCause();
  }
}
