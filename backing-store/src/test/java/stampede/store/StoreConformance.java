package stampede.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
import stampede.testkit.VirtualTime;

/** What every backing store promises. A subclass names the store. */
abstract class StoreConformance {
  private BackingStore store;

  /** The URI of the store under test; the same place each time within a test. */
  abstract String uri();

  final BackingStore open() {
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
  void anAddressThatWasNeverStoredIsEmpty(HashAlgorithm algorithm) throws Exception {
    get(store.store(Blobs.of(1, 1, 10, algorithm)));
    assertEquals(Optional.empty(), get(store.load(Blobs.of(1, 2, 10, algorithm).ref())));
  }

  @Test
  void storingTwiceIsNoError() throws Exception {
    Blob blob = Blobs.of(1, 1, 1000, HashAlgorithm.SHA256);
    CompletableFuture<Void> first = store.store(blob);
    get(store.store(Blob.trusted(blob.ref(), blob.bytes().clone())));
    get(first);
    get(store.store(blob));
    assertLoads(store, blob);
  }

  @Test
  void addressesOfTwoAlgorithmsNeverMeet() throws Exception {
    byte[] digest = new byte[20];
    Blob sha1 = Blob.trusted(BlobRef.ofDigest(HashAlgorithm.SHA1, digest), new byte[] {1});
    Blob sha256 =
        Blob.trusted(BlobRef.ofDigest(HashAlgorithm.SHA256, new byte[32]), new byte[] {2});
    get(store.store(sha1));
    get(store.store(sha256));
    assertLoads(store, sha1);
    assertLoads(store, sha256);
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
    for (CompletableFuture<?> answer : List.of(store.store(blob), store.load(blob.ref()))) {
      var failure = assertThrows(ExecutionException.class, () -> get(answer));
      assertInstanceOf(StoreException.Closed.class, failure.getCause());
    }
  }

  static void assertLoads(BackingStore store, Blob blob) throws Exception {
    assertArrayEquals(blob.bytes(), get(store.load(blob.ref())).orElseThrow());
  }

  /** Waits for an answer; the limit only keeps a broken store from hanging the build. */
  static <T> T get(CompletableFuture<T> answer) throws Exception {
    return answer.get(30, TimeUnit.SECONDS);
  }
}
