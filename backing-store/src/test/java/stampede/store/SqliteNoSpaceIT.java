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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.testkit.SmallTmpfs;

/** A store on a file system of 4 MiB. */
class SqliteNoSpaceIT {
  @TempDir
  Path folder;

  private SqliteStore open() {
    return SqliteStore.open(folder.resolve("a.db"), SqliteStore.Synchronous.FULL, 1 << 20);
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
    try (SmallTmpfs disk = SmallTmpfs.mount(folder, "size=4m")) {
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
        disk.remount("size=64m");
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
    try (SmallTmpfs disk = SmallTmpfs.mount(folder, "size=4m")) {
      open().close();
      Path ballast = folder.resolve("ballast");
      try (var out = Files.newOutputStream(ballast)) {
        assertThrows(IOException.class, () -> {
          while (true) {
            out.write(new byte[4096]);
          }
        });
      }
      assertThrows(StoreException.NoSpace.class, this::open);
      disk.remount("size=16m");
      open().close();
    }
  }
}
