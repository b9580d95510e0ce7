package stampede.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads over a connection of its own. Used by one thread. */
final class SqliteReader implements StoreReader {
  private final SqliteFile file;
  private final Connection connection;
  private final PreparedStatement selectBlob;
  private final PreparedStatement selectCheckpoints;

  SqliteReader(SqliteFile file) throws SQLException {
    this.file = file;
    this.connection = file.openToRead();
    try {
      this.selectBlob = connection.prepareStatement("SELECT bytes FROM blob WHERE ref = ?");
      this.selectCheckpoints =
          connection.prepareStatement("SELECT sealed FROM checkpoint ORDER BY id DESC");
    } catch (SQLException e) {
      QueuedStore.closeAfter(e, connection);
      throw e;
    }
  }

  @Override
  public Optional<byte[]> blob(BlobRef ref) throws SQLException {
    selectBlob.setBytes(1, SqliteFile.key(ref));
    try (ResultSet rows = selectBlob.executeQuery()) {
      return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
    }
  }

  @Override
  public List<byte[]> checkpoints() throws SQLException {
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
