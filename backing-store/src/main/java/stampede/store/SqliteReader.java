package stampede.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Loads what is queued, over a connection of its own. Run by one thread. */
final class SqliteReader implements AutoCloseable {
  /** Something to read, and the future that is owed for it. */
  sealed interface Read {
    CompletableFuture<?> answer();
  }

  record BlobRead(BlobRef ref, CompletableFuture<Optional<byte[]>> answer) implements Read {}

  record CheckpointsRead(CompletableFuture<List<byte[]>> answer) implements Read {}

  private final SqliteFile file;
  private final BoundedQueue<Read> queue;
  private final Connection connection;
  private final PreparedStatement selectBlob;
  private final PreparedStatement selectCheckpoints;

  SqliteReader(SqliteFile file, BoundedQueue<Read> queue) throws SQLException {
    this.file = file;
    this.queue = queue;
    this.connection = file.openToRead();
    try {
      this.selectBlob = connection.prepareStatement("SELECT bytes FROM blob WHERE ref = ?");
      this.selectCheckpoints =
          connection.prepareStatement("SELECT sealed FROM checkpoint ORDER BY id DESC");
    } catch (SQLException e) {
      SqliteFile.closeAfter(e, connection);
      throw e;
    }
  }

  /** Loads until the queue is closed and empty. */
  void drain() {
    List<Read> next = queue.take(1, Long.MAX_VALUE, pending -> 0);
    while (!next.isEmpty()) {
      next.forEach(this::load);
      next = queue.take(1, Long.MAX_VALUE, pending -> 0);
    }
  }

  private void load(Read pending) {
    try {
      if (pending instanceof BlobRead read) {
        read.answer().complete(blob(read.ref()));
      } else if (pending instanceof CheckpointsRead read) {
        read.answer().complete(checkpoints());
      }
    } catch (Throwable e) { // A future is owed an answer, whatever happened.
      pending.answer().completeExceptionally(e instanceof StoreException ? e : file.failure(e));
    }
  }

  private Optional<byte[]> blob(BlobRef ref) throws SQLException {
    selectBlob.setBytes(1, SqliteFile.key(ref));
    try (ResultSet rows = selectBlob.executeQuery()) {
      return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
    }
  }

  private List<byte[]> checkpoints() throws SQLException {
    List<byte[]> values = new ArrayList<>();
    try (ResultSet rows = selectCheckpoints.executeQuery()) {
      while (rows.next()) {
        values.add(Checkpoint.open(file.toString(), rows.getBytes(1)).value());
      }
    }
    return values;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
