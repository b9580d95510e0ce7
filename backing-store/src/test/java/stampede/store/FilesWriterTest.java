package stampede.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import stampede.store.WatchedLayer.Operation;

/** What is done, in which order, and what a failure fails; on a disk in memory. */
class FilesWriterTest {
  private static final Path FOLDER = Path.of("/blobs");
  private static final Path CHECKPOINTS = FOLDER.resolve("checkpoints");
  private static final List<Blob> BLOBS = IntStream.range(0, 1025)
      .mapToObj(key -> Blobs.of(1, key, 100, HashAlgorithm.SHA256))
      .toList();

  @TempDir
  Path temporary;

  private final ForgetfulLayer disk = new ForgetfulLayer(1, ForgetfulLayer.Flaw.NONE);
  private final List<String> done = new ArrayList<>();
  private WatchedLayer.Watcher watcher = (operation, path) -> {};
  private final WatchedLayer layer = new WatchedLayer(disk, (operation, path) -> {
    if (operation != Operation.READ) {
      done.add(operation + " " + FOLDER.relativize(path));
    }
    watcher.before(operation, path);
  });
  private FilesFolder folder;
  private FilesWriter writer;

  @BeforeEach
  void open() throws IOException {
    folder = new FilesFolder(layer, FOLDER);
    folder.open();
    writer = new FilesWriter(folder);
    done.clear();
  }

  private static StoreWrite write(Blob blob) {
    return new StoreWrite.OfBlob(blob, new CompletableFuture<>());
  }

  private static StoreWrite checkpoint(int value) {
    var checkpoint = Checkpoint.of(new byte[] {(byte) value});
    return new StoreWrite.OfCheckpoint(checkpoint, new CompletableFuture<>());
  }

  /** Stores a group, and returns what each was answered: null, or the failure. */
  private List<Throwable> store(StoreWrite... group) {
    writer.store(List.of(group));
    List<Throwable> answers = new ArrayList<>();
    for (StoreWrite pending : group) {
      assertTrue(pending.answer().isDone());
      answers.add(pending
          .answer()
          .handle((nothing, e) -> e instanceof CompletionException ? e.getCause() : e)
          .join());
    }
    return answers;
  }

  private Throwable storeOne(StoreWrite write) {
    return store(write).get(0);
  }

  private void failOnce(Operation operation, int times, IOException failure) {
    int[] left = {times};
    watcher = (what, path) -> {
      if (what == operation && --left[0] == 0) {
        throw failure;
      }
    };
  }

  private boolean holds(Blob blob) {
    return disk.files(FOLDER).containsKey(blob.ref().toString());
  }

  private List<Integer> checkpoints() throws IOException {
    var reader = new FilesReader(folder, 100);
    return reader.checkpoints().stream().map(value -> (int) value[0]).toList();
  }

  @Test
  void bytesThenNamesThenTheFolderThenCheckpoints() {
    assertNull(storeOne(checkpoint(1)));
    done.clear();
    store(write(BLOBS.get(0)), checkpoint(2), write(BLOBS.get(1)));
    assertEquals(
        List.of(
            "CREATE new/1.tmp",
            "WRITE new/1.tmp",
            "SYNC new/1.tmp",
            "CREATE new/2.tmp",
            "WRITE new/2.tmp",
            "SYNC new/2.tmp",
            "CREATE new/3.tmp",
            "WRITE new/3.tmp",
            "SYNC new/3.tmp",
            "RENAME " + BLOBS.get(0).ref(),
            "RENAME " + BLOBS.get(1).ref(),
            "SYNC_FOLDER ",
            "RENAME checkpoints/000000000000000001",
            "SYNC_FOLDER checkpoints"),
        done);
  }

  @Test
  void storesThatQueueUpShareTheSynchronisationOfTheFolder() {
    var queue = new BoundedQueue<StoreWrite>(QueuedStore.QUEUE_MAX);
    List<StoreWrite> writes = BLOBS.stream().map(FilesWriterTest::write).toList();
    writes.forEach(queue::offer);
    queue.close();
    QueuedStore.drain(queue, writer);
    writes.forEach(pending -> pending.answer().join());
    assertEquals(3, done.stream().filter("SYNC_FOLDER "::equals).count(), "512 + 512 + 1");
  }

  @Test
  void aBlobThatIsThereIsNotWrittenAgain() {
    Blob blob = BLOBS.get(0);
    assertEquals(List.of(), failures(store(write(blob), write(blob))));
    assertEquals(1, done.stream().filter(step -> step.startsWith("CREATE")).count());
    done.clear();
    assertNull(storeOne(write(blob)));
    assertEquals(List.of(), done);
  }

  private static List<Throwable> failures(List<Throwable> answers) {
    return answers.stream().filter(answer -> answer != null).toList();
  }

  @ParameterizedTest
  @EnumSource(names = {"RENAME", "SYNC_FOLDER"})
  void aNameThatMayNotBeDurableIsNotReliedOn(Operation operation) {
    Blob blob = BLOBS.get(0);
    assertNull(storeOne(write(blob)));
    failOnce(operation, 1, new IOException("no"));
    assertInstanceOf(StoreException.Unavailable.class, storeOne(write(BLOBS.get(1))));
    done.clear();
    assertNull(storeOne(write(blob)));
    assertTrue(done.contains("RENAME " + blob.ref()), done.toString());
    assertTrue(done.contains("SYNC_FOLDER "), done.toString());
  }

  @ParameterizedTest
  @EnumSource(names = {"CREATE", "WRITE", "SYNC", "RENAME"})
  void aFailureFailsItsBlobAlone(Operation operation) {
    failOnce(operation, 2, new IOException("no"));
    List<Throwable> answers =
        store(write(BLOBS.get(0)), write(BLOBS.get(1)), write(BLOBS.get(2)), checkpoint(1));
    var failure = assertInstanceOf(StoreException.Unavailable.class, answers.get(1));
    assertEquals(folder.blob(BLOBS.get(1).ref()) + ": no", failure.getMessage());
    assertEquals(List.of(failure), failures(answers));
    assertTrue(disk.files(FOLDER.resolve("new")).isEmpty());
    assertEquals(
        List.of(true, false, true), BLOBS.stream().limit(3).map(this::holds).toList());
    assertNull(storeOne(write(BLOBS.get(1))));
    assertTrue(holds(BLOBS.get(1)));
  }

  @Test
  void aFolderThatCannotBeSynchronisedFailsTheBlobsOfItsGroup() {
    failOnce(Operation.SYNC_FOLDER, 1, new IOException("no"));
    List<Throwable> answers = store(write(BLOBS.get(0)), write(BLOBS.get(1)), checkpoint(1));
    assertEquals(2, failures(answers).size());
    assertEquals("/blobs: no", answers.get(0).getMessage());
    assertNull(answers.get(2));
    assertEquals(List.of(), failures(store(write(BLOBS.get(0)), write(BLOBS.get(1)))));
  }

  @Test
  void aCheckpointWhoseNameIsNotDurableIsRemoved() throws IOException {
    assertNull(storeOne(checkpoint(1)));
    failOnce(Operation.SYNC_FOLDER, 1, new IOException("no"));
    var failure = assertInstanceOf(StoreException.Unavailable.class, storeOne(checkpoint(2)));
    assertEquals(CHECKPOINTS + ": no", failure.getMessage());
    assertEquals(List.of(1), checkpoints());
    assertNull(storeOne(checkpoint(3)));
    assertEquals(List.of(3, 1), checkpoints());
  }

  @Test
  void aCheckpointThatCannotBeRemovedIsRemovedLater() throws IOException {
    for (int value = 1; value <= BackingStore.CHECKPOINTS_MAX; value++) {
      assertNull(storeOne(checkpoint(value)));
    }
    failOnce(Operation.DELETE, 1, new IOException("no"));
    var failure = assertInstanceOf(StoreException.Unavailable.class, storeOne(checkpoint(6)));
    assertEquals(folder.checkpoint(0) + ": no", failure.getMessage());
    assertEquals(6, disk.files(CHECKPOINTS).size());
    assertEquals(List.of(6, 5, 4, 3, 2), checkpoints());
    assertNull(storeOne(checkpoint(7)));
    assertEquals(BackingStore.CHECKPOINTS_MAX, disk.files(CHECKPOINTS).size());
    assertEquals(List.of(7, 6, 5, 4, 3), checkpoints());
  }

  /** The reader has listed the first checkpoint when it is removed. */
  @Test
  void checkpointsThatAreReplacedWhileTheyAreReadAreListedAgain() throws IOException {
    for (int value = 1; value <= BackingStore.CHECKPOINTS_MAX; value++) {
      assertNull(storeOne(checkpoint(value)));
    }
    boolean[] replaced = {false};
    watcher = (what, path) -> {
      if (what == Operation.READ && !replaced[0]) {
        replaced[0] = true;
        assertNull(storeOne(checkpoint(6)));
      }
    };
    assertEquals(List.of(6, 5, 4, 3, 2), checkpoints());
  }

  @ParameterizedTest
  @CsvSource({
    "No space left on device, 1000000000, NoSpace",
    "Disk quota exceeded, 1000000000, NoSpace",
    "Auf dem Gerät ist kein Speicherplatz mehr verfügbar, 4195, NoSpace",
    "Auf dem Gerät ist kein Speicherplatz mehr verfügbar, 4196, Unavailable",
    "Input/output error, 1000000000, Unavailable",
  })
  void aFullDiskIsNoSpace(String reason, long usableBytes, String meaning) {
    layer.setUsableBytes(usableBytes);
    for (IOException cause :
        List.of(new IOException(reason), new FileSystemException("a", null, reason))) {
      failOnce(Operation.WRITE, 1, cause);
      Throwable failure = storeOne(write(BLOBS.get(0)));
      assertEquals(meaning, failure.getClass().getSimpleName());
      assertEquals(folder.blob(BLOBS.get(0).ref()) + ": " + reason, failure.getMessage());
      assertTrue(disk.files(FOLDER.resolve("new")).isEmpty());
    }
    assertNull(storeOne(write(BLOBS.get(0))));
  }

  @Test
  void whateverHappensIsAnswered() {
    watcher = (operation, path) -> {
      if (operation == Operation.SYNC) {
        throw new IllegalStateException("unheard of");
      }
    };
    List<Throwable> answers = store(write(BLOBS.get(0)), checkpoint(1));
    assertEquals(2, failures(answers).size());
    assertEquals("/blobs: unheard of", answers.get(0).getMessage());
    watcher = (operation, path) -> {};
    assertEquals(List.of(), failures(store(write(BLOBS.get(0)), checkpoint(1))));
  }

  /** An interrupt closes the channel that it meets (InterruptibleChannel). */
  @Test
  void anInterruptThatWasLeftBehindFailsNothing() throws IOException {
    var real = new FilesFolder(new DiskLayer(), temporary.toRealPath());
    real.open();
    try (var onDisk = new FilesWriter(real)) {
      StoreWrite write = write(BLOBS.get(0));
      Thread.currentThread().interrupt();
      onDisk.store(List.of(write));
      write.answer().join();
      Thread.currentThread().interrupt();
      Optional<byte[]> read = new FilesReader(real, 100).blob(BLOBS.get(0).ref());
      assertArrayEquals(BLOBS.get(0).bytes(), read.orElseThrow());
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void aFolderThatFailsToOpenCanBeOpenedLater() throws IOException {
    failOnce(Operation.SYNC_FOLDER, 3, new IOException("no"));
    assertThrows(IOException.class, new FilesFolder(layer, FOLDER)::open);
    new FilesFolder(layer, FOLDER).open();
    assertEquals("SYNC_FOLDER ..", done.get(done.size() - 1));
  }
}
