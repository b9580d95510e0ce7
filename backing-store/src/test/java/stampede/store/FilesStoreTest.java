package stampede.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import stampede.testkit.ChildProcess;
import stampede.testkit.StoreConformance;

/** The store on the real file system. */
class FilesStoreTest extends StoreConformance {
  private static final int MAX = 1 << 20;
  private static final Blob BLOB = Blobs.of(1, 1, 1000, HashAlgorithm.SHA256);

  @TempDir
  Path temporary;

  @Override
  protected String uri() {
    return "files:" + folder("store");
  }

  /** A path without symbolic links, as a provider gives it to a store. */
  private Path folder(String name) {
    try {
      return temporary.toRealPath().resolve(name);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private FilesStore another() {
    return FilesStore.open(new DiskLayer(), folder("another"), MAX);
  }

  private Path file(Blob blob) {
    return folder("another").resolve(blob.ref().toString());
  }

  private static List<String> tree(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> !file.equals(folder))
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void theFolderHoldsWhatItsDescriptionSays() throws Exception {
    try (var store = another()) {
      assertEquals("files:" + folder("another"), store.name());
      get(store.store(BLOB));
      get(store.putCheckpoint(new byte[] {'a'}));
    }
    assertEquals(
        List.of("checkpoints", "checkpoints/000000000000000000", "lock", "new", BLOB.ref() + ""),
        tree(folder("another")));
    assertArrayEquals(BLOB.bytes(), Files.readAllBytes(file(BLOB)));
  }

  @Test
  void whatWasLeftHalfDoneIsRemovedAndNothingElse() throws Exception {
    Path fresh = folder("another").resolve("new");
    try (var store = another()) {
      get(store.store(BLOB));
    }
    Files.write(fresh.resolve("7.tmp"), new byte[10]);
    Files.write(fresh.resolve("notes.txt"), new byte[10]);
    try (var store = another()) {
      assertEquals(List.of("notes.txt"), tree(fresh));
      assertLoads(store, BLOB);
    }
  }

  /** A refusal within the process must not free the lock that other processes see. */
  @Test
  void aFolderIsOpenOnceInThisProcessAndInOthers() throws Exception {
    Path folder = folder("another");
    try (var store = another()) {
      for (int i = 0; i < 2; i++) {
        var failure = assertThrows(StoreException.Unavailable.class, this::another);
        assertTrue(failure.getMessage().startsWith(folder + "/lock: held"), failure.getMessage());
      }
      String refusal = openInAnotherProcess(folder, 1);
      assertTrue(refusal.contains("Unavailable: " + folder + "/lock: held"), refusal);
      get(store.store(BLOB));
    }
    openInAnotherProcess(folder, 0);
    another().close();
  }

  @Test
  void aLockThatIsNoStoresIsUnavailableToo() throws Exception {
    another().close();
    Path lock = folder("another").resolve("lock");
    try (var channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      channel.lock();
      assertThrows(StoreException.Unavailable.class, this::another);
    }
    another().close();
  }

  private String openInAnotherProcess(Path folder, int status) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    String main = FilesStoreOpener.class.getName();
    try (var child = ChildProcess.start(temporary, java, "-cp", classes, main, folder.toString())) {
      assertEquals(status, child.awaitExit(Duration.ofSeconds(60)), child::stderr);
      return child.stdout();
    }
  }

  /** The limit only keeps a store that waits at the pipe from hanging the build. */
  @ParameterizedTest
  @EnumSource
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whatIsNoFileOfItsIsCorruptAndReplaced(Intruder intruder) throws Exception {
    try (var store = another()) {
      Path outside = folder("outside");
      Files.write(outside, BLOB.bytes());
      intruder.make(file(BLOB), outside);
      var failure = assertInstanceOf(StoreException.Corrupt.class, failure(store.load(BLOB.ref())));
      assertTrue(failure.getMessage().startsWith(file(BLOB) + ": "), failure.getMessage());
      if (intruder == Intruder.FOLDER) {
        var refusal =
            assertInstanceOf(StoreException.Unavailable.class, failure(store.store(BLOB)));
        assertTrue(refusal.getMessage().startsWith(file(BLOB) + ": "), refusal.getMessage());
      } else {
        get(store.store(BLOB));
        assertLoads(store, BLOB);
      }
      assertArrayEquals(BLOB.bytes(), Files.readAllBytes(outside));
      assertEquals(List.of(), tree(folder("another").resolve("new")));
    }
  }

  /** What may have the name of a blob. */
  enum Intruder {
    LINK,
    DANGLING_LINK,
    FOLDER,
    PIPE,
    TOO_LARGE;

    void make(Path file, Path outside) throws Exception {
      switch (this) {
        case LINK -> Files.createSymbolicLink(file, outside);
        case DANGLING_LINK -> Files.createSymbolicLink(file, Path.of("nosuch"));
        case FOLDER -> Files.createDirectory(file);
        case PIPE -> {
          var made = new ProcessBuilder("mkfifo", file.toString()).start();
          assertEquals(0, made.waitFor());
        }
        case TOO_LARGE -> Files.write(file, new byte[MAX + 1]);
      }
    }
  }

  @Test
  void aDamagedFileIsReplacedByStoringItsBlob() throws Exception {
    try (var store = another()) {
      for (int sizeBytes : new int[] {0, 999, 1000, 1001}) {
        Files.write(file(BLOB), new byte[sizeBytes]);
        get(store.store(BLOB));
        assertLoads(store, BLOB);
      }
    }
  }

  @Test
  void aFileThatCannotBeReadIsUnavailableAndNamed() {
    var layer = new WatchedLayer(new DiskLayer(), (operation, path) -> {
      if (operation == WatchedLayer.Operation.READ) {
        throw new IOException("no such luck");
      }
    });
    try (var store = FilesStore.open(layer, folder("another"), MAX)) {
      var failure = failure(store.load(BLOB.ref()));
      assertInstanceOf(StoreException.Unavailable.class, failure);
      assertEquals(file(BLOB) + ": no such luck", failure.getMessage());
    }
  }

  @Test
  void aLargeBlobIsWrittenWhole() throws Exception {
    Blob blob = Blobs.of(1, 1, 5 * (MAX / 2) + 1, HashAlgorithm.SHA256);
    try (var store = FilesStore.open(new DiskLayer(), folder("another"), 3 * MAX)) {
      get(store.store(blob));
      assertLoads(store, blob);
    }
  }

  @Test
  void aDamagedCheckpointIsCorruptAndNamed() throws Exception {
    Path checkpoint = folder("another").resolve("checkpoints/000000000000000000");
    try (var store = another()) {
      get(store.putCheckpoint(new byte[] {'a'}));
      byte[] sealed = Files.readAllBytes(checkpoint);
      sealed[sealed.length - 1]++;
      Files.write(checkpoint, sealed);
      var failure = assertInstanceOf(StoreException.Corrupt.class, failure(store.checkpoints()));
      assertTrue(failure.getMessage().startsWith(checkpoint + ": "), failure.getMessage());
    }
  }

  @Test
  void aFolderThatIsALinkIsCorruptAndLeavesNoLock() throws Exception {
    Path fresh = Files.createDirectory(folder("another")).resolve("new");
    Files.createSymbolicLink(fresh, temporary);
    Files.write(temporary.resolve("1.tmp"), new byte[1]);
    var failure = assertThrows(StoreException.Corrupt.class, this::another);
    assertEquals(fresh + ": is no directory", failure.getMessage());
    assertTrue(Files.exists(temporary.resolve("1.tmp")));
    Files.delete(fresh);
    another().close();
  }

  @ParameterizedTest
  @CsvSource({"new, false", "new, true", "checkpoints, false", "checkpoints, true"})
  void anOpeningThatCannotListIsUnavailableAndHoldsNothing(String listed, boolean isUnchecked) {
    var layer = new WatchedLayer(new DiskLayer(), (operation, path) -> {
      if (operation == WatchedLayer.Operation.LIST && path.endsWith(listed)) {
        var failure = new IOException("no such luck");
        if (isUnchecked) {
          throw new UncheckedIOException("no such luck", failure);
        }
        throw failure;
      }
    });
    Path folder = folder("another");
    for (int i = 0; i < 2; i++) {
      var failure =
          assertThrows(StoreException.Unavailable.class, () -> FilesStore.open(layer, folder, MAX));
      assertEquals(folder + ": no such luck", failure.getMessage());
    }
    another().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"new", "checkpoints"})
  void anOpeningThatEndsInAnErrorHoldsNothing(String listed) {
    var error = new StackOverflowError();
    var layer = new WatchedLayer(new DiskLayer(), (operation, path) -> {
      if (operation == WatchedLayer.Operation.LIST && path.endsWith(listed)) {
        throw error;
      }
    });
    var thrown = assertThrows(
        StackOverflowError.class, () -> FilesStore.open(layer, folder("another"), MAX));
    assertSame(error, thrown);
    another().close();
  }

  @Test
  void aListingThatBreaksOffIsAFailureOfInput() {
    var failure = new IOException("no such luck");
    var files = new DirectoryStream<Path>() {
      @Override
      public Iterator<Path> iterator() {
        throw new DirectoryIteratorException(failure);
      }

      @Override
      public void close() {}
    };
    assertSame(failure, assertThrows(IOException.class, () -> DiskLayer.names(files)));
  }

  @Test
  void aFolderThatCannotBeMadeIsUnavailableAndNamed() {
    Path folder = folder("nosuch/a");
    var failure = assertThrows(
        StoreException.Unavailable.class, () -> FilesStore.open(new DiskLayer(), folder, MAX));
    assertTrue(failure.getMessage().startsWith(folder + ": "), failure.getMessage());
  }

  @Test
  void aFullQueueIsAnAnswerAndNoWait() throws Exception {
    var writing = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var layer = new WatchedLayer(new DiskLayer(), (operation, path) -> {
      if (operation == WatchedLayer.Operation.CREATE) {
        writing.countDown();
        awaitUninterruptibly(goOn);
      }
    });
    try (var store = FilesStore.open(layer, folder("another"), MAX)) {
      List<CompletableFuture<Void>> answers = new ArrayList<>();
      try {
        answers.add(store.store(BLOB));
        awaitUninterruptibly(writing);
        for (int i = 0; i <= QueuedStore.QUEUE_MAX; i++) {
          answers.add(store.store(BLOB));
        }
        var failure = failure(answers.remove(answers.size() - 1));
        assertInstanceOf(StoreException.Unavailable.class, failure);
        assertTrue(failure.getMessage().contains("queue full"), failure.getMessage());
        assertTrue(answers.stream().noneMatch(CompletableFuture::isDone));
      } finally {
        goOn.countDown();
      }
      get(CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new)));
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void closingEndsTheThreads() {
    var store = another();
    assertEquals(
        List.of("stampede-files-reader-1", "stampede-files-reader-2", "stampede-files-writer"),
        store.threads().stream().map(Thread::getName).toList());
    assertTrue(store.threads().stream().allMatch(Thread::isAlive));
    store.close();
    assertTrue(store.threads().stream().noneMatch(Thread::isAlive));
  }
}
