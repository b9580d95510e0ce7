package stampede.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

/** A database file: opens connections to it, and says what went wrong with it. Thread-safe. */
record SqliteFile(Path path) {
  // Primary result codes; the extended code of a failure holds one in its low byte
  // (sqlite.org/rescode).
  private static final int SQLITE_CORRUPT = 11;
  private static final int SQLITE_FULL = 13;
  private static final int SQLITE_NOTADB = 26;

  /** A connection that may write, with the table in place. */
  Connection openToWrite(SqliteStore.Synchronous synchronous) throws SQLException {
    var config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.valueOf(synchronous.name()));
    Connection connection = config.createConnection("jdbc:sqlite:" + path);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS blob(ref BLOB PRIMARY KEY, bytes BLOB NOT NULL)");
      statement.execute("CREATE TABLE IF NOT EXISTS checkpoint("
          + "id INTEGER PRIMARY KEY AUTOINCREMENT, sealed BLOB NOT NULL)");
      return connection;
    } catch (SQLException e) {
      QueuedStore.closeAfter(e, connection);
      throw e;
    }
  }

  /** A connection that only reads. */
  Connection openToRead() throws SQLException {
    var config = new SQLiteConfig();
    config.setReadOnly(true);
    return config.createConnection("jdbc:sqlite:" + path);
  }

  /** What a failure means to the user of the store. */
  StoreException failure(Throwable e) {
    String message = this + ": " + e.getMessage();
    int code = e instanceof SQLException failure ? failure.getErrorCode() & 0xff : 0;
    return switch (code) {
      case SQLITE_FULL -> new StoreException.NoSpace(message, e);
      case SQLITE_CORRUPT, SQLITE_NOTADB -> new StoreException.Corrupt(message, e);
      default -> new StoreException.Unavailable(message, e);
    };
  }

  /**
   * The key of a blob's row: a byte for the algorithm, then the digest, so that the addresses of two
   * algorithms never meet.
   */
  static byte[] key(BlobRef ref) {
    byte[] digest = ref.digest();
    byte[] key = new byte[1 + digest.length];
    key[0] = (byte)
        switch (ref.algorithm()) {
          case SHA256 -> 1;
          case SHA1 -> 2;
        };
    System.arraycopy(digest, 0, key, 1, digest.length);
    return key;
  }

  @Override
  public String toString() {
    return "sqlite:" + path;
  }
}
