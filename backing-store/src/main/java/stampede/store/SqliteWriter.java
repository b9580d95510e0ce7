package stampede.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Stores a transaction for each group. Used by one thread. */
final class SqliteWriter implements StoreWriter {
  /**
   * Writes a row where there is none, and where another value is in its place. Sizes are compared
   * first, which SQLite knows from the row's header: only a value as long as the blob is read.
   */
  private static final String INSERT_BLOB =
      "INSERT INTO blob(ref, bytes) VALUES(?, ?) ON CONFLICT(ref) DO UPDATE SET bytes = excluded.bytes"
          + " WHERE octet_length(blob.bytes) IS NOT octet_length(excluded.bytes)"
          + " OR blob.bytes IS NOT excluded.bytes";

  private final SqliteFile file;
  private final Connection connection;
  private final Statement control;
  private final SqliteStatement insertBlob;
  private final SqliteStatement insertCheckpoint;
  private final SqliteStatement prune;
  private final long logBytesMax;
  private long truncateAtBytes;
  private final AtomicLong commits = new AtomicLong();

  /** A writer that empties the log when it has grown to {@code logBytesMax}. */
  SqliteWriter(SqliteFile file, SqliteStore.Synchronous synchronous, long logBytesMax)
      throws SQLException {
    this.file = file;
    this.logBytesMax = logBytesMax;
    this.truncateAtBytes = logBytesMax;
    this.connection = file.openToWrite(synchronous);
    try {
      this.control = connection.createStatement();
      this.insertBlob = new SqliteStatement(connection, INSERT_BLOB);
      this.insertCheckpoint =
          new SqliteStatement(connection, "INSERT INTO checkpoint(sealed) VALUES(?)");
      this.prune = new SqliteStatement(
          connection,
          "DELETE FROM checkpoint WHERE id NOT IN"
              + " (SELECT id FROM checkpoint ORDER BY id DESC LIMIT "
              + BackingStore.CHECKPOINTS_MAX
              + ")");
    } catch (Throwable e) {
      QueuedStore.closeAfter(e, connection);
      throw e;
    }
  }

  @Override
  public void store(List<StoreWrite> group) {
    StoreException failure = commit(group);
    for (StoreWrite pending : group) {
      if (failure == null) {
        pending.answer().complete(null);
      } else {
        pending.answer().completeExceptionally(failure);
      }
    }
    truncateLongLog();
  }

  private @Nullable StoreException commit(List<StoreWrite> group) {
    try {
      control.execute("BEGIN IMMEDIATE");
      for (StoreWrite pending : group) {
        write(pending);
      }
      insertBlob.use().clearParameters();
      control.execute("COMMIT");
      commits.incrementAndGet();
      return null;
    } catch (Throwable e) { // The futures are owed an answer, whatever happened.
      rollBackAfter(e);
      List.of(insertBlob, insertCheckpoint, prune).forEach(each -> each.discardAfter(e));
      return file.failure(e);
    }
  }

  private void write(StoreWrite pending) throws SQLException {
    if (pending instanceof StoreWrite.OfBlob write) {
      PreparedStatement insert = insertBlob.use();
      insert.setBytes(1, SqliteFile.key(write.blob().ref()));
      insert.setBytes(2, write.blob().bytes());
      insert.executeUpdate();
    } else if (pending instanceof StoreWrite.OfCheckpoint write) {
      PreparedStatement insert = insertCheckpoint.use();
      insert.setBytes(1, write.checkpoint().sealed());
      insert.executeUpdate();
      prune.use().executeUpdate();
    }
  }

  /** Some failures have ended the transaction already (sqlite.org/lang_transaction, 3). */
  private void rollBackAfter(Throwable failure) {
    try {
      control.execute("ROLLBACK");
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Empties a log that has grown long. By itself SQLite reuses the log from its start only where a
   * transaction begins while nobody reads from it, which readers that overlap can put off for ever
   * ("Write-Ahead Logging", 6); this waits for them, and lets new ones read on.
   *
   * <p>Where another process keeps reading the wait ends after the busy timeout, and is tried again
   * when the log has grown as much once more. A failure loses nothing: what was committed stays in
   * the log, and a transaction that the log has no room for fails for itself.
   */
  private void truncateLongLog() {
    if (file.logBytes() < truncateAtBytes) {
      return;
    }
    try {
      control.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (SQLException e) {
      // Told by the next transaction that meets it.
    }
    truncateAtBytes = file.logBytes() + logBytesMax;
  }

  /** The transactions committed so far. */
  long commits() {
    return commits.get();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
