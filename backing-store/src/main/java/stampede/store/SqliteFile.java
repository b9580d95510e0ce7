package stampede.store;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.sqlite.SQLiteConfig;

/**
 * A database file, by its absolute path: opens connections to it, and says what went wrong with it.
 * Thread-safe.
 */
record SqliteFile(Path path) {
  // Primary result codes; the extended code of a failure holds one in its low byte (SQLite,
  // "Result and Error Codes").
  private static final int SQLITE_BUSY = 5;
  private static final int SQLITE_IOERR = 10;
  private static final int SQLITE_CORRUPT = 11;
  private static final int SQLITE_FULL = 13;
  private static final int SQLITE_CANTOPEN = 14;
  private static final int SQLITE_NOTADB = 26;

  /** With less than this a file system is taken to be full: two steps of the log's index. */
  private static final long FULL_BYTES = 64 << 10;

  private static final int MESSAGE_MAX = 500;

  /** What SQLite keeps beside a database (SQLite, "Temporary Files Used By SQLite"). */
  private static final List<String> BESIDE = List.of("-journal", "-shm", "-wal");

  /**
   * The pages of the log at which SQLite moves it into the database, 16 MiB: four times its default,
   * since a page that many commits changed is moved once.
   */
  private static final int LOG_PAGES = 4000;

  /**
   * A connection that may write, with the tables in place. What the file holds is checked first, and
   * nothing is changed where it is damaged.
   *
   * @throws StoreException.Corrupt where the check finds damage, with what it finds first, or a file
   *     of SQLite's beside the database is no regular file
   */
  Connection openToWrite(SqliteStore.Synchronous synchronous) throws SQLException {
    requireFilesBeside();
    Connection connection = connect(new SQLiteConfig());
    try (Statement statement = connection.createStatement()) {
      requireSound(statement);
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = " + synchronous);
      statement.execute("PRAGMA wal_autocheckpoint = " + LOG_PAGES);
      statement.execute(
          "CREATE TABLE IF NOT EXISTS blob(ref BLOB PRIMARY KEY, bytes BLOB NOT NULL)");
      statement.execute("CREATE TABLE IF NOT EXISTS checkpoint("
          + "id INTEGER PRIMARY KEY AUTOINCREMENT, sealed BLOB NOT NULL)");
      requireWritable(statement);
      return connection;
    } catch (Throwable e) {
      QueuedStore.closeAfter(e, connection);
      throw e;
    }
  }

  /** To open a pipe would wait for whoever writes to it, and a link may lead anywhere. */
  private void requireFilesBeside() {
    for (String suffix : BESIDE) {
      Path beside = Path.of(path + suffix);
      if (Files.exists(beside, LinkOption.NOFOLLOW_LINKS)
          && !Files.isRegularFile(beside, LinkOption.NOFOLLOW_LINKS)) {
        throw new StoreException.Corrupt("sqlite:" + beside + ": is no regular file", null);
      }
    }
  }

  private void requireSound(Statement statement) throws SQLException {
    try (ResultSet findings = statement.executeQuery("PRAGMA quick_check(1)")) {
      String first = findings.next() ? findings.getString(1) : "the check says nothing";
      if (!"ok".equals(first)) {
        throw new StoreException.Corrupt(oneLine(this + ": " + first), null);
      }
    }
  }

  /** A file whose header asks for a newer SQLite is opened, and only then refuses to be written. */
  private static void requireWritable(Statement statement) throws SQLException {
    try {
      statement.execute("DELETE FROM checkpoint WHERE id < 0");
    } catch (SQLException e) {
      if (code(e) != SQLITE_BUSY) { // Another process writes, and so can this one.
        throw e;
      }
    }
  }

  private static int code(SQLException e) {
    return e.getErrorCode() & 0xff;
  }

  /**
   * The file is named by an escaped URI (SQLite, "Uniform Resource Identifiers"), so that no
   * character of its path is read as anything else, by SQLite or by its driver.
   */
  private Connection connect(SQLiteConfig config) throws SQLException {
    return config.createConnection("jdbc:sqlite:file:" + path.toUri().getRawPath());
  }

  /** A connection that only reads. */
  Connection openToRead() throws SQLException {
    var config = new SQLiteConfig();
    config.setReadOnly(true);
    return connect(config);
  }

  /**
   * What a failure means to the user of the store; a {@link StoreException} means itself. A sound
   * database of another make, which has not the columns that are asked for, is unavailable.
   */
  StoreException failure(Throwable e) {
    if (e instanceof StoreException failure) {
      return failure;
    }
    boolean told = e instanceof SQLException;
    String message = oneLine(this + ": " + (told ? e.getMessage() : e));
    return switch (e instanceof SQLException failure ? code(failure) : 0) {
      case SQLITE_FULL -> new StoreException.NoSpace(message, e);
      case SQLITE_CORRUPT, SQLITE_NOTADB -> new StoreException.Corrupt(message, e);
      // No room for the log's index, or for a new log, is told as another failure of I/O.
      case SQLITE_IOERR, SQLITE_CANTOPEN ->
        isFileSystemFull()
            ? new StoreException.NoSpace(message, e)
            : new StoreException.Unavailable(message, e);
      default -> new StoreException.Unavailable(message, e);
    };
  }

  private boolean isFileSystemFull() {
    try {
      Path folder = Objects.requireNonNull(path.getParent());
      return Files.getFileStore(folder).getUsableSpace() < FULL_BYTES;
    } catch (IOException e) {
      return false; // The failure that asked is told as it is.
    }
  }

  /** What is said of a damaged file may quote it. */
  private static String oneLine(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ");
    return line.length() > MESSAGE_MAX ? line.substring(0, MESSAGE_MAX) + "..." : line;
  }

  /** The size of the write-ahead log beside the database. */
  long logBytes() {
    return new File(path + "-wal").length();
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
