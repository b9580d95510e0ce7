package stampede.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store on a file system of 4 MiB, which only root can mount: skipped elsewhere. */
class SqliteNoSpaceTest {
  @TempDir
  Path folder;

  private Path small;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    small = Files.createDirectory(folder.resolve("small"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", small.toString());
    if (!mounted) {
      Assumptions.abort("a small file system cannot be mounted: needs root on Linux");
    }
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertTrue(run("umount", small.toString()));
    }
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      var builder = new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD);
      return builder.start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private SqliteStore open() {
    return SqliteStore.open(small.resolve("a.db"), SqliteStore.Synchronous.FULL, 1 << 20);
  }

  private static Blob blob(int key, int sizeBytes) {
    return Blobs.of(1, key, sizeBytes, HashAlgorithm.SHA256);
  }

  private static <T> T get(CompletableFuture<T> answer) throws Exception {
    return answer.get(30, TimeUnit.SECONDS);
  }

  /** A large group fails while it is inserted, since it does not wait in memory; a small at COMMIT. */
  @Test
  void withoutSpaceStoresFailAndWithSpaceTheySucceed() throws Exception {
    List<Blob> acknowledged = new ArrayList<>();
    try (var store = open()) {
      acknowledged.add(blob(0, 1000));
      get(store.store(blob(0, 1000)));
      List<Blob> large =
          IntStream.rangeClosed(1, 20).mapToObj(key -> blob(key, 1 << 20)).toList();
      List<CompletableFuture<Void>> answers = large.stream().map(store::store).toList();
      for (int i = 0; i < large.size(); i++) {
        if (fits(answers.get(i))) {
          acknowledged.add(large.get(i));
        }
      }
      int key = 100;
      while (fits(store.store(blob(key, 1000)))) {
        acknowledged.add(blob(key++, 1000));
      }
      assertTrue(acknowledged.size() < 4000, acknowledged.size() + " in 4 MiB");
      assertTrue(run("mount", "-o", "remount,size=64m", small.toString()));
      for (int more = 1000; more < 1020; more++) {
        get(store.store(blob(more, 1 << 20)));
        acknowledged.add(blob(more, 1 << 20));
      }
      get(store.putCheckpoint(new byte[1000]));
      assertAllThere(store, acknowledged);
    }
    try (var store = open()) {
      assertAllThere(store, acknowledged);
      assertEquals(1, get(store.checkpoints()).size());
    }
  }

  private static boolean fits(CompletableFuture<Void> answer) throws Exception {
    try {
      get(answer);
      return true;
    } catch (ExecutionException e) {
      assertInstanceOf(StoreException.NoSpace.class, e.getCause());
      return false;
    }
  }

  private static void assertAllThere(SqliteStore store, List<Blob> blobs) throws Exception {
    for (Blob blob : blobs) {
      assertArrayEquals(blob.bytes(), get(store.load(blob.ref())).orElseThrow());
    }
  }

  /** The index of the log has no room: SQLite says that as a failure of input or output. */
  @Test
  void whereNothingFitsTheOpenSaysSo() throws Exception {
    open().close();
    Path ballast = small.resolve("ballast");
    try (var out = Files.newOutputStream(ballast)) {
      assertThrows(IOException.class, () -> {
        while (true) {
          out.write(new byte[4096]);
        }
      });
    }
    assertThrows(StoreException.NoSpace.class, this::open);
    Files.delete(ballast);
    open().close();
  }
}
