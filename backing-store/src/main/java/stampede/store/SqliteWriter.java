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
  /** Something to write, and the future that is owed for it. */
  sealed interface Write {
    CompletableFuture<Void> answer();

    int sizeBytes();
  }

  record BlobWrite(Blob blob, CompletableFuture<Void> answer) implements Write {
    @Override
    public int sizeBytes() {
      return blob.sizeBytes();
    }
  }

  record CheckpointWrite(Checkpoint checkpoint, CompletableFuture<Void> answer) implements Write {
    @Override
    public int sizeBytes() {
      return checkpoint.sizeBytes();
    }
  }

  private static final int GROUP_MAX = 512;
  private static final long GROUP_BYTES_MAX = 8L << 20;

  private final SqliteFile file;
  private final BoundedQueue<Write> queue;
  private final Connection connection;
  private final Statement control;
  private final PreparedStatement insertBlob;
  private final PreparedStatement insertCheckpoint;
  private final PreparedStatement prune;
  private final AtomicLong commits = new AtomicLong();

  SqliteWriter(SqliteFile file, SqliteStore.Synchronous synchronous, BoundedQueue<Write> queue)
      throws SQLException {
    this.file = file;
    this.queue = queue;
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
      SqliteFile.closeAfter(e, connection);
      throw e;
    }
  }

  /** Stores until the queue is closed and empty. */
  void drain() {
    List<Write> group = nextGroup();
    while (!group.isEmpty()) {
      StoreException failure = store(group);
      for (Write pending : group) {
        if (failure == null) {
          pending.answer().complete(null);
        } else {
          pending.answer().completeExceptionally(failure);
        }
      }
      group = nextGroup();
    }
  }

  private List<Write> nextGroup() {
    return queue.take(GROUP_MAX, GROUP_BYTES_MAX, Write::sizeBytes);
  }

  private @Nullable StoreException store(List<Write> group) {
    try {
      control.execute("BEGIN IMMEDIATE");
      for (Write pending : group) {
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

  private void write(Write pending) throws SQLException {
    if (pending instanceof BlobWrite write) {
      insertBlob.setBytes(1, SqliteFile.key(write.blob().ref()));
      insertBlob.setBytes(2, write.blob().bytes());
      insertBlob.executeUpdate();
    } else if (pending instanceof CheckpointWrite write) {
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
