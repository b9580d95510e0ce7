package stampede.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Stores what is queued, a transaction for each crowd. Run by one thread. */
final class SqliteWriter implements AutoCloseable {
  /** A blob to store, and the future that is owed for it. */
  record Pending(Blob blob, CompletableFuture<Void> answer) {}

  private static final int GROUP_MAX = 512;
  private static final long GROUP_BYTES_MAX = 8L << 20;

  private final SqliteFile file;
  private final BoundedQueue<Pending> queue;
  private final Connection connection;
  private final Statement control;
  private final PreparedStatement insert;
  private final AtomicLong commits = new AtomicLong();

  SqliteWriter(SqliteFile file, SqliteStore.Synchronous synchronous, BoundedQueue<Pending> queue)
      throws SQLException {
    this.file = file;
    this.queue = queue;
    this.connection = file.openToWrite(synchronous);
    try {
      this.control = connection.createStatement();
      this.insert = connection.prepareStatement(
          "INSERT INTO blob(ref, bytes) VALUES(?, ?) ON CONFLICT(ref) DO NOTHING");
    } catch (SQLException e) {
      SqliteFile.closeAfter(e, connection);
      throw e;
    }
  }

  /** Stores until the queue is closed and empty. */
  void drain() {
    List<Pending> group = nextGroup();
    while (!group.isEmpty()) {
      StoreException failure = store(group);
      for (Pending pending : group) {
        if (failure == null) {
          pending.answer().complete(null);
        } else {
          pending.answer().completeExceptionally(failure);
        }
      }
      group = nextGroup();
    }
  }

  private List<Pending> nextGroup() {
    return queue.take(GROUP_MAX, GROUP_BYTES_MAX, pending -> pending.blob().sizeBytes());
  }

  private @Nullable StoreException store(List<Pending> group) {
    try {
      control.execute("BEGIN IMMEDIATE");
      for (Pending pending : group) {
        insert.setBytes(1, SqliteFile.key(pending.blob().ref()));
        insert.setBytes(2, pending.blob().bytes());
        insert.executeUpdate();
      }
      insert.clearParameters();
      control.execute("COMMIT");
      commits.incrementAndGet();
      return null;
    } catch (Throwable e) { // The futures are owed an answer, whatever happened.
      rollBackAfter(e);
      return file.failure(e);
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
