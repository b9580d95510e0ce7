package stampede.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import stampede.store.BackingStore;
import stampede.store.Blob;
import stampede.store.Blobs;
import stampede.store.HashAlgorithm;
import stampede.store.StoreUri;
import stampede.store.Stores;

/**
 * Stores of 1 KiB into {@code sqlite:} with many in flight, beside a JDBC loop that commits each, in
 * the same form of table, with the same settings of the journal. The digest is computed on both
 * sides. Time is wall-clock time: the disk is part of what is measured.
 */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH sets up what the constructor does not
public class SqliteBenchmark {
  private static final int BLOB_BYTES = 1024;
  private static final int IN_FLIGHT = 1024;
  private static final int OURS_BATCH = 2048;

  @Param({"FULL", "NORMAL"})
  String synchronous;

  private final Semaphore free = new Semaphore(IN_FLIGHT);
  private final AtomicLong failures = new AtomicLong();
  private int peerBatch;
  private Path directory;
  private BackingStore store;
  private Connection connection;
  private PreparedStatement insert;
  private long key;
  private long oursStored;
  private long peerStored;

  @Setup
  public void open() throws Exception {
    peerBatch = synchronous.equals("FULL") ? OURS_BATCH / 8 : OURS_BATCH / 2;
    directory = Files.createTempDirectory(parent(), "run");
    store = Stores.open(
        StoreUri.parse("sqlite:" + directory.resolve("ours.db") + "?synchronous=" + synchronous),
        System::nanoTime,
        (nanos, task) -> {});
    connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("peer.db"));
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("PRAGMA synchronous=" + synchronous);
      statement.execute("PRAGMA wal_autocheckpoint=4000");
      statement.execute("CREATE TABLE blob(ref BLOB PRIMARY KEY, bytes BLOB NOT NULL)");
    }
    insert = connection.prepareStatement(
        "INSERT INTO blob(ref, bytes) VALUES(?, ?) ON CONFLICT(ref) DO NOTHING");
  }

  /** Beside the jar, on the disk of the working tree: the system's own may be in memory. */
  private static Path parent() throws Exception {
    Path jar = Path.of(SqliteBenchmark.class
        .getProtectionDomain()
        .getCodeSource()
        .getLocation()
        .toURI());
    return Files.createDirectories(jar.resolveSibling("sqlite"));
  }

  @Benchmark
  public void pair(Sides sides) {
    sides.clock = System::nanoTime;
    byte[][] ours = contents(2 * OURS_BATCH);
    byte[][] peer = contents(2 * peerBatch);
    sides.ours(() -> storeAll(ours, 0));
    sides.peer(() -> insertAll(peer, 0));
    sides.peer(() -> insertAll(peer, peerBatch));
    sides.ours(() -> storeAll(ours, OURS_BATCH));
  }

  private byte[][] contents(int count) {
    var contents = new byte[count][];
    for (int i = 0; i < count; i++) {
      contents[i] = Blobs.content(1, key++, BLOB_BYTES);
    }
    return contents;
  }

  private int storeAll(byte[][] contents, int from) {
    for (int i = from; i < from + OURS_BATCH; i++) {
      free.acquireUninterruptibly();
      var unused = store
          .store(Blob.of(HashAlgorithm.SHA256, contents[i]))
          .whenComplete((done, failure) -> {
            if (failure != null) {
              failures.incrementAndGet();
            }
            free.release();
          });
    }
    free.acquireUninterruptibly(IN_FLIGHT);
    free.release(IN_FLIGHT);
    oursStored += OURS_BATCH;
    return OURS_BATCH;
  }

  private int insertAll(byte[][] contents, int from) {
    try {
      for (int i = from; i < from + peerBatch; i++) {
        insert.setBytes(1, MessageDigest.getInstance("SHA-256").digest(contents[i]));
        insert.setBytes(2, contents[i]);
        insert.executeUpdate();
      }
    } catch (Exception e) {
      throw new IllegalStateException("the peer failed", e);
    }
    peerStored += peerBatch;
    return peerBatch;
  }

  @TearDown
  public void check() throws Exception {
    Fixture.require(failures.get() == 0, failures + " stores failed");
    store.close();
    insert.close();
    connection.close();
    requireRows("ours.db", oursStored);
    requireRows("peer.db", peerStored);
    List<Path> files;
    try (Stream<Path> inside = Files.list(directory)) {
      files = inside.toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(directory);
  }

  private void requireRows(String file, long expected) throws Exception {
    try (Connection read = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(file));
        Statement statement = read.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM blob")) {
      Fixture.require(
          rows.next() && rows.getLong(1) == expected, file + " holds not " + expected + " rows");
    }
  }
}
