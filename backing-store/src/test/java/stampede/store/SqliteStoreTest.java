package stampede.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import stampede.testkit.StoreConformance;

class SqliteStoreTest extends StoreConformance {
  @TempDir
  Path folder;

  @Override
  protected String uri() {
    return "sqlite:" + folder.resolve("store.sqlite");
  }

  private SqliteStore another() {
    return SqliteStore.open(
        folder.resolve("another.sqlite"), SqliteStore.Synchronous.NORMAL, 1 << 20);
  }

  @ParameterizedTest
  @EnumSource
  void whatWasStoredIsThereAfterReopening(SqliteStore.Synchronous synchronous) throws Exception {
    Path file = folder.resolve(synchronous + ".sqlite");
    Blob blob = Blobs.of(1, 1, 5000, HashAlgorithm.SHA1);
    try (var store = SqliteStore.open(file, synchronous, 1 << 20)) {
      get(store.store(blob));
    }
    assertFalse(Files.exists(Path.of(file + "-wal")), "the log was moved into the database");
    try (var store = SqliteStore.open(file, synchronous, 1 << 20)) {
      assertLoads(store, blob);
    }
  }

  @ParameterizedTest
  @CsvSource({"OFF, 0", "NORMAL, 1", "FULL, 2"})
  void theLevelAskedForIsTheLevelSet(SqliteStore.Synchronous synchronous, int level)
      throws SQLException {
    var file = new SqliteFile(folder.resolve("level.sqlite"));
    try (var connection = file.openToWrite(synchronous);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(
            "SELECT synchronous, journal_mode FROM pragma_synchronous, pragma_journal_mode")) {
      assertEquals(level, rows.getInt(1));
      assertEquals("wal", rows.getString(2));
    }
  }

  @Test
  void storesThatQueueUpShareATransaction() throws Exception {
    var queue = new BoundedQueue<StoreWrite>(QueuedStore.QUEUE_MAX);
    List<CompletableFuture<Void>> answers = new ArrayList<>();
    for (int key = 0; key < 1025; key++) {
      answers.add(new CompletableFuture<>());
      Blob blob = Blobs.of(1, key, 100, HashAlgorithm.SHA256);
      queue.offer(new StoreWrite.OfBlob(blob, answers.get(key)));
    }
    queue.close();
    var file = new SqliteFile(folder.resolve("another.sqlite"));
    try (var writer = new SqliteWriter(file, SqliteStore.Synchronous.NORMAL, 1 << 30)) {
      QueuedStore.drain(queue, writer);
      assertEquals(3, writer.commits(), "512 + 512 + 1");
    }
    for (CompletableFuture<Void> answer : answers) {
      get(answer);
    }
  }

  @Test
  void aCrowdOfStoresCommitsFewerTimesThanItStores() throws Exception {
    try (var store = another()) {
      List<CompletableFuture<Void>> answers = new ArrayList<>();
      for (int key = 0; key < 5000; key++) {
        answers.add(store.store(Blobs.of(1, key, 10, HashAlgorithm.SHA256)));
      }
      get(CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new)));
      assertTrue(store.commits() < 2500, "transactions for 5000 stores: " + store.commits());
    }
  }

  @Test
  void aFullQueueIsAnAnswerAndNoWait() throws Exception {
    Blob blob = Blobs.of(1, 1, 10, HashAlgorithm.SHA256);
    try (var store = another();
        var other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("another.sqlite"));
        var statement = other.createStatement()) {
      // The writer waits for this other writer, with a group of at most 512 in hand.
      statement.execute("BEGIN IMMEDIATE");
      List<CompletableFuture<Void>> answers = new ArrayList<>();
      for (int i = 0; i < 2 * QueuedStore.QUEUE_MAX; i++) {
        answers.add(store.store(blob));
      }
      long waiting = answers.stream().filter(answer -> !answer.isDone()).count();
      assertTrue(waiting <= QueuedStore.QUEUE_MAX + 512, waiting + " wait");
      var refused = answers.get(answers.size() - 1);
      assertTrue(refused.isDone());
      var failure = assertThrows(ExecutionException.class, refused::get);
      assertInstanceOf(StoreException.Unavailable.class, failure.getCause());
      assertTrue(failure.getMessage().contains("queue full"), failure.getMessage());
      statement.execute("COMMIT");
      get(answers.get(0));
    }
  }

  /** One failure leaves its transaction open, the other ends it. */
  @ParameterizedTest
  @ValueSource(strings = {"ABORT", "ROLLBACK"})
  void aFailedTransactionFailsItsStoresAndTheNextSucceeds(String end) throws Exception {
    Blob blob = Blobs.of(1, 1, 10, HashAlgorithm.SHA256);
    Blob next = Blobs.of(1, 2, 10, HashAlgorithm.SHA256);
    try (var store = another()) {
      execute("CREATE TRIGGER no BEFORE INSERT ON blob BEGIN SELECT RAISE(" + end + ", 'no'); END");
      var failure = assertThrows(ExecutionException.class, () -> get(store.store(blob)));
      assertInstanceOf(StoreException.Unavailable.class, failure.getCause());
      assertTrue(failure.getMessage().contains("another.sqlite"), failure.getMessage());
      execute("DROP TRIGGER no");
      get(store.store(next));
      assertLoads(store, next);
      assertTrue(get(store.load(blob.ref())).isEmpty());
    }
  }

  private void execute(String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("another.sqlite"));
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SQLITE_FULL, NoSpace",
    "SQLITE_CORRUPT, Corrupt",
    "SQLITE_CORRUPT_INDEX, Corrupt",
    "SQLITE_NOTADB, Corrupt",
    "SQLITE_IOERR_FSYNC, Unavailable",
    "SQLITE_CANTOPEN, Unavailable",
    "SQLITE_ERROR, Unavailable",
    "SQLITE_BUSY_SNAPSHOT, Unavailable",
    "SQLITE_READONLY, Unavailable",
    "SQLITE_BUSY, Unavailable",
  })
  void everyResultCodeHasItsMeaning(SQLiteErrorCode code, String meaning) {
    var failure = new SqliteFile(folder).failure(new SQLiteException("said\nSQLite", code));
    assertEquals(meaning, failure.getClass().getSimpleName());
    assertEquals("sqlite:" + folder + ": said SQLite", failure.getMessage());
  }

  @Test
  void whatTheDriverThrowsItselfIsUnavailable() {
    var failure = new SqliteFile(folder).failure(new IllegalStateException("x".repeat(1000)));
    assertInstanceOf(StoreException.Unavailable.class, failure);
    assertTrue(failure.getMessage().contains("IllegalStateException: xxx"), failure.getMessage());
    assertTrue(failure.getMessage().length() < 600, failure.getMessage());
  }

  /** A reader keeps SQLite from reusing the log, until it ends. */
  @Test
  void aLogThatHasGrownLongIsEmptied() throws Exception {
    var file = new SqliteFile(folder.resolve("another.sqlite"));
    try (var writer = new SqliteWriter(file, SqliteStore.Synchronous.NORMAL, 10 << 20);
        var reader = file.openToRead();
        var statement = reader.createStatement()) {
      statement.execute("BEGIN");
      statement.execute("SELECT count(*) FROM blob");
      writer.store(mebibytes(0, 8));
      assertTrue(file.logBytes() > 8 << 20, "log: " + file.logBytes());
      statement.execute("COMMIT");
      writer.store(mebibytes(8, 3));
      assertEquals(0, file.logBytes());
    }
  }

  private static List<StoreWrite> mebibytes(int firstKey, int count) {
    List<StoreWrite> group = new ArrayList<>();
    for (int key = firstKey; key < firstKey + count; key++) {
      Blob blob = Blobs.of(1, key, 1 << 20, HashAlgorithm.SHA256);
      group.add(new StoreWrite.OfBlob(blob, new CompletableFuture<>()));
    }
    return group;
  }

  @Test
  void aCallbackMayCloseTheStore() throws Exception {
    var store = another();
    get(store.store(Blobs.of(1, 1, 10, HashAlgorithm.SHA256)).thenRun(store::close));
    var failure = assertThrows(
        ExecutionException.class, () -> get(store.store(Blobs.of(1, 2, 1, HashAlgorithm.SHA1))));
    assertInstanceOf(StoreException.Closed.class, failure.getCause());
  }

  @Test
  void closingEndsTheThreads() {
    var store = another();
    assertTrue(store.threads().stream().allMatch(Thread::isAlive));
    store.close();
    assertTrue(store.threads().stream().noneMatch(Thread::isAlive));
  }
}
