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
  private final SqliteFile file;
  private final Connection connection;
  private final Statement control;
  private final PreparedStatement insertBlob;
  private final PreparedStatement insertCheckpoint;
  private final PreparedStatement prune;
  private final AtomicLong commits = new AtomicLong();

  SqliteWriter(SqliteFile file, SqliteStore.Synchronous synchronous) throws SQLException {
    this.file = file;
    this.connection = file.openToWrite(synchronous);
    try {
      this.control = connection.createStatement();
      this.insertBlob = connection.prepareStatement(
          "INSERT INTO blob(ref, bytes) VALUES(?, ?) ON CONFLICT(ref) DO NOTHING");
      this.insertCheckpoint =
          connection.prepareStatement("INSERT INTO checkpoint(sealed) VALUES(?)");
      this.prune = connection.prepareStatement("DELETE FROM checkpoint WHERE id NOT IN"
          + " (SELECT id FROM checkpoint ORDER BY id DESC LIMIT "
          + BackingStore.CHECKPOINTS_MAX
          + ")");
    } catch (SQLException e) {
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
  }

  private @Nullable StoreException commit(List<StoreWrite> group) {
    try {
      control.execute("BEGIN IMMEDIATE");
      for (StoreWrite pending : group) {
        write(pending);
      }
      insertBlob.clearParameters();
      control.execute("COMMIT");
      commits.incrementAndGet();
      return null;
    } catch (Throwable e) { // The futures are owed an answer, whatever happened.
      rollBackAfter(e);
      return file.failure(e);
    }
  }

  private void write(StoreWrite pending) throws SQLException {
    if (pending instanceof StoreWrite.OfBlob write) {
      insertBlob.setBytes(1, SqliteFile.key(write.blob().ref()));
      insertBlob.setBytes(2, write.blob().bytes());
      insertBlob.executeUpdate();
    } else if (pending instanceof StoreWrite.OfCheckpoint write) {
      insertCheckpoint.setBytes(1, write.checkpoint().sealed());
      insertCheckpoint.executeUpdate();
      prune.executeUpdate();
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

  /** The transactions committed so far. */
  long commits() {
    return commits.get();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
