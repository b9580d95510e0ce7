package stampede.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads over a connection of its own. A row that is no blob, or a larger one than the store takes, is
 * damage, and never comes into the heap. Used by one thread.
 */
final class SqliteReader implements StoreReader {
  /**
   * What a row holds, its size in bytes, and its bytes where they are at most {@code ?1}. The first
   * two are answered from the row's header: SQLite reads no content for {@code typeof} and {@code
   * octet_length} of a column.
   */
  private static final String BOUNDED =
      "SELECT typeof({0}), octet_length({0}), CASE WHEN octet_length({0}) <= ?1 THEN {0} END FROM ";

  private final SqliteFile file;
  private final int blobBytesMax;
  private final Connection connection;
  private final SqliteStatement selectBlob;
  private final SqliteStatement selectCheckpoints;

  SqliteReader(SqliteFile file, int blobBytesMax) throws SQLException {
    this.file = file;
    this.blobBytesMax = blobBytesMax;
    this.connection = file.openToRead();
    try {
      this.selectBlob =
          new SqliteStatement(connection, BOUNDED.replace("{0}", "bytes") + "blob WHERE ref = ?2");
      this.selectCheckpoints = new SqliteStatement(
          connection,
          BOUNDED.replace("{0}", "sealed")
              + "checkpoint ORDER BY id DESC LIMIT "
              + BackingStore.CHECKPOINTS_MAX);
    } catch (Throwable e) {
      QueuedStore.closeAfter(e, connection);
      throw e;
    }
  }

  @Override
  public Optional<byte[]> blob(BlobRef ref) throws SQLException {
    try {
      PreparedStatement select = selectBlob.use();
      select.setInt(1, blobBytesMax);
      select.setBytes(2, SqliteFile.key(ref));
      try (ResultSet rows = select.executeQuery()) {
        return rows.next()
            ? Optional.of(bytes(rows, ref.toString(), blobBytesMax))
            : Optional.empty();
      }
    } catch (SQLException | RuntimeException e) {
      selectBlob.discardAfter(e);
      throw e;
    }
  }

  @Override
  public List<byte[]> checkpoints() throws SQLException {
    long sealedBytesMax = Checkpoint.sealedBytes(blobBytesMax);
    List<byte[]> values = new ArrayList<>();
    try {
      PreparedStatement select = selectCheckpoints.use();
      select.setLong(1, sealedBytesMax);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          byte[] sealed = bytes(rows, "a checkpoint", sealedBytesMax);
          values.add(Checkpoint.open(file.toString(), sealed).value());
        }
      }
      return values;
    } catch (SQLException | RuntimeException e) {
      selectCheckpoints.discardAfter(e);
      throw e;
    }
  }

  private byte[] bytes(ResultSet row, String what, long bytesMax) throws SQLException {
    String type = row.getString(1);
    long sizeBytes = row.getLong(2);
    if (!"blob".equals(type) || sizeBytes > bytesMax) {
      throw new StoreException.Corrupt(
          file + ": " + what + " holds " + type + " of " + sizeBytes
              + " bytes, where a blob of at most " + bytesMax + " belongs",
          null);
    }
    return row.getBytes(3);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
