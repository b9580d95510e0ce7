package stampede.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps blobs in a SQLite database in WAL mode: {@code blob(ref, bytes)}, whose key is a byte for the
 * algorithm and the digest, and {@code checkpoint(id, sealed)}. Thread-safe.
 *
 * <p>A store completes when its transaction has committed. What was stored then survives a crash of
 * the process at every level of {@code synchronous}, since the log has been handed to the operating
 * system. A loss of power is another matter (SQLite, "PRAGMA synchronous" and "Write-Ahead
 * Logging"):
 *
 * <ul>
 *   <li>{@code FULL}: the log is synchronised with each commit. What was stored survives.
 *   <li>{@code NORMAL}: it is synchronised before a checkpoint alone. The newest commits may be
 *       lost; the database stays sound.
 *   <li>{@code OFF}: nothing is synchronised. The database may be damaged.
 * </ul>
 *
 * <p>The blobs of a transaction share its fate: where it fails, each of their futures fails.
 * Each thread has a connection of its own: readers of a WAL see the last commit and wait for no
 * writer.
 *
 * <p>A blob that is there already is not written again, but compared; where the row holds anything
 * else, it is replaced.
 */
final class SqliteStore extends QueuedStore {
  /** When the log is synchronised with the disk. */
  enum Synchronous {
    OFF,
    NORMAL,
    FULL
  }

  private static final long LOG_BYTES_MAX = 64L << 20;

  private final SqliteFile file;
  private final SqliteWriter writer;

  private SqliteStore(
      SqliteFile file, int blobBytesMax, SqliteWriter writer, List<StoreReader> readers) {
    super("sqlite", file.toString(), blobBytesMax, writer, readers);
    this.file = file;
    this.writer = writer;
  }

  /**
   * Opens a store, and makes its file where there is none. What the file holds is checked first
   * (SQLite, "PRAGMA quick_check"), which reads it whole and takes a time in proportion to its size;
   * a damaged file is left as it is, save that a log which a crash left beside it may have been moved
   * into it. Another process may write the file meanwhile.
   *
   * @throws StoreException.Corrupt where the file is no database, or is damaged, or what has the name
   *     of its log or journal is no regular file
   * @throws StoreException.NoSpace where there is no room for the tables or the log
   * @throws StoreException.Unavailable where it cannot be opened for another reason
   */
  static SqliteStore open(Path path, Synchronous synchronous, int blobBytesMax) {
    var file = new SqliteFile(path);
    // Readers are opened last and closed first: the last connection to close is one that may write,
    // so that SQLite moves the log into the database and removes it.
    List<AutoCloseable> opened = new ArrayList<>();
    try {
      var writer = new SqliteWriter(file, synchronous, LOG_BYTES_MAX);
      opened.add(writer);
      List<StoreReader> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        var reader = new SqliteReader(file, blobBytesMax);
        opened.add(0, reader);
        readers.add(reader);
      }
      var store = new SqliteStore(file, blobBytesMax, writer, readers);
      store.start();
      return store;
    } catch (Throwable e) {
      opened.forEach(connection -> closeAfter(e, connection));
      if (e instanceof Error error) {
        throw error;
      }
      throw file.failure(e);
    }
  }

  @Override
  StoreException failure(Throwable e) {
    return file.failure(e);
  }

  /** The transactions committed so far. */
  long commits() {
    return writer.commits();
  }
}
