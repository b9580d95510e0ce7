package stampede.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Loads what is queued, over a connection of its own. Run by one thread. */
final class SqliteReader implements AutoCloseable {
  /** An address to load, and the future that is owed for it. */
  record Pending(BlobRef ref, CompletableFuture<Optional<byte[]>> answer) {}

  private final SqliteFile file;
  private final BoundedQueue<Pending> queue;
  private final Connection connection;
  private final PreparedStatement select;

  SqliteReader(SqliteFile file, BoundedQueue<Pending> queue) throws SQLException {
    this.file = file;
    this.queue = queue;
    this.connection = file.openToRead();
    try {
      this.select = connection.prepareStatement("SELECT bytes FROM blob WHERE ref = ?");
    } catch (SQLException e) {
      SqliteFile.closeAfter(e, connection);
      throw e;
    }
  }

  /** Loads until the queue is closed and empty. */
  void drain() {
    List<Pending> next = queue.take(1, Long.MAX_VALUE, pending -> 0);
    while (!next.isEmpty()) {
      next.forEach(this::load);
      next = queue.take(1, Long.MAX_VALUE, pending -> 0);
    }
  }

  private void load(Pending pending) {
    try {
      pending.answer().complete(select(pending.ref()));
    } catch (Throwable e) { // A future is owed an answer, whatever happened.
      pending.answer().completeExceptionally(file.failure(e));
    }
  }

  private Optional<byte[]> select(BlobRef ref) throws SQLException {
    select.setBytes(1, SqliteFile.key(ref));
    try (ResultSet rows = select.executeQuery()) {
      return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
