package stampede.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store says of a file that is not as a store left it. */
class SqliteDamageTest {
  private static final int BLOB_BYTES_MAX = 10_000;
  private static final int PAGE = 4096;

  @TempDir
  Path folder;

  private Path file;

  private SqliteStore open() {
    return SqliteStore.open(file, SqliteStore.Synchronous.NORMAL, BLOB_BYTES_MAX);
  }

  private static Blob blob(int key) {
    return Blobs.of(1, key, 1000, HashAlgorithm.SHA256);
  }

  private static <T> T get(CompletableFuture<T> answer) throws Exception {
    return answer.get(30, TimeUnit.SECONDS);
  }

  private static StoreException failure(CompletableFuture<?> answer) {
    var failure = assertThrows(ExecutionException.class, () -> get(answer));
    return assertInstanceOf(StoreException.class, failure.getCause());
  }

  private void makeStore(String name) throws Exception {
    file = folder.resolve(name);
    try (var store = open()) {
      for (int key = 0; key < 200; key++) {
        get(store.store(blob(key)));
      }
    }
  }

  private void execute(String... sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      for (String each : sql) {
        statement.execute(each);
      }
    }
  }

  /** All but the first two pages: the header, the schema and the roots of both trees. */
  private void damage() throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      byte[] noise = Blobs.content(9, 9, (int) channel.size() - 3 * PAGE);
      channel.write(ByteBuffer.wrap(noise), 3 * PAGE);
    }
  }

  private void assertRefusedAsCorrupt(String expected) throws IOException {
    byte[] before = Files.readAllBytes(file);
    var failure = assertThrows(StoreException.Corrupt.class, this::open);
    assertTrue(failure.getMessage().startsWith("sqlite:" + file + ": "), failure.getMessage());
    assertTrue(failure.getMessage().contains(expected), failure.getMessage());
    assertFalse(failure.getMessage().contains("\n"), failure.getMessage());
    assertArrayEquals(before, Files.readAllBytes(file));
    assertFalse(Files.exists(Path.of(file + "-wal")));
  }

  @Test
  void aFileThatIsNoDatabaseIsRefusedAndNotTouched() throws Exception {
    file = folder.resolve("notes.txt");
    Files.writeString(file, "no database at all, ".repeat(100));
    assertRefusedAsCorrupt("not a database");
  }

  @Test
  void aDamagedFileIsRefusedAndNotTouched() throws Exception {
    makeStore("a.sqlite");
    damage();
    assertRefusedAsCorrupt("Tree ");
  }

  /** The check comes before anything that would be written to a file of another journal mode. */
  @Test
  void aDamagedFileWithAnotherJournalIsRefusedAndNotTouched() throws Exception {
    makeStore("a.sqlite");
    execute("PRAGMA journal_mode = DELETE");
    damage();
    assertRefusedAsCorrupt("Tree ");
  }

  @Test
  void damageThatComesLaterIsToldByWhatMeetsItAndByNothingElse() throws Exception {
    makeStore("a.sqlite");
    try (var store = open()) {
      try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap(Blobs.content(9, 9, 10 * PAGE)), 10 * PAGE);
      }
      int corrupt = 0;
      int intactAfterwards = 0;
      for (int i = 0; i < 400; i++) {
        Blob blob = blob(i % 200);
        try {
          assertArrayEquals(blob.bytes(), get(store.load(blob.ref())).orElseThrow());
          intactAfterwards += corrupt > 20 ? 1 : 0;
        } catch (ExecutionException e) {
          assertInstanceOf(StoreException.Corrupt.class, e.getCause());
          corrupt++;
        }
      }
      assertTrue(corrupt > 20 && intactAfterwards > 200, corrupt + " and " + intactAfterwards);
    }
  }

  /** The byte that says which SQLite may write the file; the next says which may read it. */
  @Test
  void aFileThatOnlyANewerSqliteMayWriteIsUnavailable() throws Exception {
    makeStore("a.sqlite");
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {3}), 18);
    }
    assertThrows(StoreException.Unavailable.class, this::open);
  }

  @Test
  void aFileThatAnotherWritesIsOpened() throws Exception {
    makeStore("a.sqlite");
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      statement.execute("DELETE FROM blob");
      try (var store = open()) {
        assertArrayEquals(blob(7).bytes(), get(store.load(blob(7).ref())).orElseThrow());
      }
      statement.execute("ROLLBACK");
    }
  }

  /** The copy is what a kill leaves: the database, and a log that nobody moved into it. */
  @Test
  void aLogThatAKillLeftIsRead() throws Exception {
    makeStore("a.sqlite");
    Path copy = folder.resolve("copy.sqlite");
    Blob last = blob(1000);
    try (var store = open()) {
      get(store.store(last));
      Files.copy(file, copy);
      Files.copy(Path.of(file + "-wal"), Path.of(copy + "-wal"));
    }
    file = copy;
    try (var store = open()) {
      assertArrayEquals(last.bytes(), get(store.load(last.ref())).orElseThrow());
      assertArrayEquals(blob(7).bytes(), get(store.load(blob(7).ref())).orElseThrow());
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "zeroblob(10001), blob of 10001 bytes",
        "zeroblob(3000000), blob of 3000000 bytes",
        "'some text', text of 9 bytes",
        "7, integer of 1 bytes",
        "NULL, null of 0 bytes",
        "CAST(zeroblob(1000) AS TEXT), text of 1000 bytes",
      })
  void aRowThatIsNoBlobOfTheStoresSizeIsCorrupt(String content, String told) throws Exception {
    file = folder.resolve("a.sqlite");
    String key = HexFormat.of().formatHex(SqliteFile.key(blob(1).ref()));
    execute(
        "CREATE TABLE blob(ref BLOB PRIMARY KEY, bytes)",
        "CREATE TABLE checkpoint(id INTEGER PRIMARY KEY AUTOINCREMENT, sealed)",
        "INSERT INTO blob(ref, bytes) VALUES(x'" + key + "', " + content + ")",
        "INSERT INTO checkpoint(sealed) VALUES(" + content + ")");
    try (var store = open()) {
      var blob = failure(store.load(blob(1).ref()));
      assertInstanceOf(StoreException.Corrupt.class, blob);
      assertTrue(blob.getMessage().contains(blob(1).ref() + " holds " + told), blob.getMessage());
      assertInstanceOf(StoreException.Corrupt.class, failure(store.checkpoints()));
      for (Blob stored : List.of(blob(2), blob(1))) {
        get(store.store(stored));
        assertArrayEquals(stored.bytes(), get(store.load(stored.ref())).orElseThrow());
      }
    }
  }

  @Test
  void aBlobThatIsThereIsNotWrittenAgain() throws Exception {
    makeStore("a.sqlite");
    execute("CREATE TRIGGER no BEFORE UPDATE ON blob BEGIN SELECT RAISE(ABORT, 'written'); END");
    try (var store = open()) {
      get(store.store(blob(7)));
      Blob damaged = Blob.trusted(blob(7).ref(), new byte[1000]);
      assertTrue(failure(store.store(damaged)).getMessage().contains("written"));
    }
  }

  @Test
  void atTheLimitABlobAndACheckpointAreRead() throws Exception {
    file = folder.resolve("a.sqlite");
    Blob largest = Blobs.of(1, 1, BLOB_BYTES_MAX, HashAlgorithm.SHA1);
    try (var store = open()) {
      get(store.store(largest));
      get(store.putCheckpoint(largest.bytes()));
      assertArrayEquals(largest.bytes(), get(store.load(largest.ref())).orElseThrow());
      assertArrayEquals(largest.bytes(), get(store.checkpoints()).get(0));
    }
  }

  @Test
  void aCheckpointPastTheLimitIsNotRead() throws Exception {
    file = folder.resolve("a.sqlite");
    open().close();
    execute("INSERT INTO checkpoint(sealed) VALUES(zeroblob(" + (BLOB_BYTES_MAX + 33) + "))");
    try (var store = open()) {
      var failure = failure(store.checkpoints());
      assertTrue(failure.getMessage().contains("blob of 10033 bytes"), failure.getMessage());
    }
  }

  @Test
  void moreCheckpointsThanAStoreKeepsAreNotRead() throws Exception {
    file = folder.resolve("a.sqlite");
    try (var store = open()) {
      for (int i = 0; i < BackingStore.CHECKPOINTS_MAX; i++) {
        get(store.putCheckpoint(new byte[] {(byte) i}));
      }
    }
    execute("INSERT INTO checkpoint(sealed) SELECT sealed FROM checkpoint");
    try (var store = open()) {
      assertEquals(BackingStore.CHECKPOINTS_MAX, get(store.checkpoints()).size());
    }
  }

  /** The limit only keeps a store that waits at the pipe from hanging the build. */
  @ParameterizedTest
  @ValueSource(strings = {"-journal", "-shm", "-wal"})
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whatIsNoFileBesideTheDatabaseIsCorruptAndNotOpened(String suffix) throws Exception {
    makeStore("a.sqlite");
    Path beside = Path.of(file + suffix);
    Path outside = folder.resolve("outside");
    Damage.pipe(beside);
    for (int i = 0; i < 2; i++) {
      var failure = assertThrows(StoreException.Corrupt.class, this::open);
      assertEquals("sqlite:" + beside + ": is no regular file", failure.getMessage());
      Files.deleteIfExists(beside);
      Files.createSymbolicLink(beside, outside);
    }
    assertFalse(Files.exists(outside));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE blob(id INTEGER PRIMARY KEY, name TEXT)",
        "CREATE TABLE checkpoint(id INTEGER PRIMARY KEY, name TEXT)",
        "CREATE VIEW blob AS SELECT x'00' AS ref, x'00' AS bytes",
      })
  void aDatabaseOfAnotherMakeIsUnavailable(String table) throws Exception {
    file = folder.resolve("a.sqlite");
    execute(table);
    var failure = assertThrows(StoreException.Unavailable.class, this::open);
    assertTrue(failure.getMessage().contains(file.toString()), failure.getMessage());
    assertFalse(Files.exists(Path.of(file + "-wal")), "a connection is open");
  }

  /** Each connection asks the path for its URI: the writer's first, then the readers'. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void anOpeningThatEndsInAnErrorLeavesNoConnection(int connection) {
    file = folder.resolve("a.sqlite");
    var asked = new AtomicInteger();
    InvocationHandler failing = (proxy, method, arguments) -> {
      if (method.getName().equals("toUri") && asked.incrementAndGet() == connection) {
        throw new StackOverflowError();
      }
      return method.invoke(file, arguments);
    };
    Class<?>[] kind = {Path.class};
    Path path = (Path) Proxy.newProxyInstance(getClass().getClassLoader(), kind, failing);
    assertThrows(
        StackOverflowError.class,
        () -> SqliteStore.open(path, SqliteStore.Synchronous.NORMAL, BLOB_BYTES_MAX));
    assertEquals(connection, asked.get());
    assertFalse(Files.exists(Path.of(file + "-wal")), "a connection is open");
  }
}
