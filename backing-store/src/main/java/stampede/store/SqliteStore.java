package stampede.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

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
 */
final class SqliteStore implements BackingStore {
  /** When the log is synchronised with the disk. */
  enum Synchronous {
    OFF,
    NORMAL,
    FULL
  }

  /*
   * One thread writes. It takes what has queued up while the last transaction committed and stores
   * it in one transaction (group commit), so that the cost of a commit is shared exactly when there
   * is a crowd. Two threads read, each over a connection of its own: readers of a WAL see the last
   * commit and wait for no writer. A connection is used by one thread at a time.
   *
   * Callers only queue. A full queue is an answer (Unavailable), not a wait; its bound is twice what
   * the harness lets be in flight of an operation. After close() the threads answer what is queued;
   * the readers end first, then the writer: the last connection to close is one that may write, so
   * that SQLite moves the log into the database and removes it.
   */
  static final int QUEUE_MAX = 8192;
  private static final int READERS = 2;

  private final SqliteFile file;
  private final int blobBytesMax;
  private final BoundedQueue<SqliteReader.Read> loads = new BoundedQueue<>(QUEUE_MAX);
  private final BoundedQueue<SqliteWriter.Write> stores = new BoundedQueue<>(QUEUE_MAX);
  private final SqliteWriter writer;
  private final List<SqliteReader> readers = new ArrayList<>();
  private final Thread writerThread;
  private final List<Thread> readerThreads = new ArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable StoreException closeFailure;

  private SqliteStore(SqliteFile file, Synchronous synchronous, int blobBytesMax)
      throws SQLException {
    this.file = file;
    this.blobBytesMax = blobBytesMax;
    this.writer = new SqliteWriter(file, synchronous, stores);
    try {
      for (int i = 1; i <= READERS; i++) {
        var reader = new SqliteReader(file, loads);
        readers.add(reader);
        readerThreads.add(thread("reader-" + i, () -> read(reader)));
      }
    } catch (SQLException e) {
      readers.forEach(reader -> SqliteFile.closeAfter(e, reader));
      SqliteFile.closeAfter(e, writer);
      throw e;
    }
    this.writerThread = thread("writer", this::write);
  }

  /**
   * Opens a store, and makes its file where there is none.
   *
   * @throws StoreException.Corrupt where the file is no database, or is damaged
   * @throws StoreException.Unavailable where it cannot be opened for another reason
   */
  static SqliteStore open(Path path, Synchronous synchronous, int blobBytesMax) {
    var file = new SqliteFile(path);
    try {
      var store = new SqliteStore(file, synchronous, blobBytesMax);
      store.readerThreads.forEach(Thread::start);
      store.writerThread.start();
      return store;
    } catch (SQLException e) {
      throw file.failure(e);
    }
  }

  private static Thread thread(String name, Runnable body) {
    var thread = new Thread(body, "stampede-sqlite-" + name);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public CompletableFuture<Optional<byte[]>> load(BlobRef ref) {
    var answer = new CompletableFuture<Optional<byte[]>>();
    enqueue(loads, new SqliteReader.BlobRead(ref, answer), answer);
    return answer;
  }

  @Override
  public CompletableFuture<Void> store(Blob blob) {
    var answer = new CompletableFuture<Void>();
    write(new SqliteWriter.BlobWrite(blob, answer));
    return answer;
  }

  @Override
  public CompletableFuture<Void> putCheckpoint(byte[] value) {
    var answer = new CompletableFuture<Void>();
    write(new SqliteWriter.CheckpointWrite(Checkpoint.of(value), answer));
    return answer;
  }

  @Override
  public CompletableFuture<List<byte[]>> checkpoints() {
    var answer = new CompletableFuture<List<byte[]>>();
    enqueue(loads, new SqliteReader.CheckpointsRead(answer), answer);
    return answer;
  }

  private void write(SqliteWriter.Write write) {
    if (write.sizeBytes() > blobBytesMax) {
      write
          .answer()
          .completeExceptionally(
              new StoreException.TooLarge(name(), write.sizeBytes(), blobBytesMax));
    } else {
      enqueue(stores, write, write.answer());
    }
  }

  private <T> void enqueue(BoundedQueue<T> queue, T pending, CompletableFuture<?> answer) {
    switch (queue.offer(pending)) {
      case ACCEPTED -> {}
      case FULL ->
        answer.completeExceptionally(
            new StoreException.Unavailable(file + ": queue full, " + QUEUE_MAX + " wait", null));
      case CLOSED -> answer.completeExceptionally(new StoreException.Closed(file + " is closed"));
    }
  }

  private void read(SqliteReader reader) {
    reader.drain();
    close(reader);
  }

  private void write() {
    writer.drain();
    readerThreads.forEach(SqliteStore::join);
    close(writer);
  }

  private void close(AutoCloseable connection) {
    try {
      connection.close();
    } catch (Exception e) {
      closeFailure = file.failure(e);
    }
  }

  /** Waits for a thread to end; an interrupt is put off until it has. */
  private static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The transactions committed so far. */
  long commits() {
    return writer.commits();
  }

  /** The threads of this store. */
  List<Thread> threads() {
    List<Thread> threads = new ArrayList<>(readerThreads);
    threads.add(writerThread);
    return threads;
  }

  /**
   * Answers what was asked before, then fails what comes after. Returns when the threads have ended
   * and the file is closed, save where one of these threads calls it, or it was called before.
   *
   * @throws StoreException where the file could not be closed; what was stored is committed
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    loads.close();
    stores.close();
    if (!threads().contains(Thread.currentThread())) {
      join(writerThread);
    }
    StoreException failure = closeFailure;
    if (failure != null) {
      throw failure;
    }
  }
}
