package stampede.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A store whose work blocks, and is done by threads of its own: one writes, some read. Thread-safe.
 *
 * <p>The writer takes what has queued up while it stored the last group and stores it as one (group
 * commit), so that what a group costs is shared exactly when there is a crowd.
 *
 * <p>Callers only queue. A full queue is an answer (Unavailable), not a wait; its bound is twice what
 * the harness lets be in flight of an operation. After close() the threads answer what is queued;
 * the readers end first, then the writer.
 */
abstract class QueuedStore implements BackingStore {
  static final int QUEUE_MAX = 8192;
  static final int READERS = 2;
  private static final int GROUP_MAX = 512;
  private static final long GROUP_BYTES_MAX = 8L << 20;

  private final String name;
  private final int blobBytesMax;
  private final BoundedQueue<StoreRead> reads = new BoundedQueue<>(QUEUE_MAX);
  private final BoundedQueue<StoreWrite> writes = new BoundedQueue<>(QUEUE_MAX);
  private final Thread writerThread;
  private final List<Thread> readerThreads = new ArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable StoreException closeFailure;

  /**
   * A store whose threads are made, and run once {@link #start} is called.
   *
   * @param kind the word in the names of the threads
   * @param name what {@link #name} returns
   */
  QueuedStore(
      String kind, String name, int blobBytesMax, StoreWriter writer, List<StoreReader> readers) {
    this.name = name;
    this.blobBytesMax = blobBytesMax;
    for (StoreReader reader : readers) {
      String thread = kind + "-reader-" + (readerThreads.size() + 1);
      readerThreads.add(thread(thread, () -> read(reader)));
    }
    this.writerThread = thread(kind + "-writer", () -> write(writer));
  }

  private static Thread thread(String name, Runnable body) {
    var thread = new Thread(body, "stampede-" + name);
    thread.setDaemon(true);
    return thread;
  }

  /** Starts the threads. Called once. */
  final void start() {
    readerThreads.forEach(Thread::start);
    writerThread.start();
  }

  /** What a failure means to the user of the store. */
  abstract StoreException failure(Throwable e);

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final CompletableFuture<Optional<byte[]>> load(BlobRef ref) {
    var answer = new CompletableFuture<Optional<byte[]>>();
    enqueue(reads, new StoreRead.OfBlob(ref, answer), answer);
    return answer;
  }

  @Override
  public final CompletableFuture<Void> store(Blob blob) {
    var answer = new CompletableFuture<Void>();
    enqueue(new StoreWrite.OfBlob(blob, answer));
    return answer;
  }

  @Override
  public final CompletableFuture<Void> putCheckpoint(byte[] value) {
    var answer = new CompletableFuture<Void>();
    enqueue(new StoreWrite.OfCheckpoint(Checkpoint.of(value), answer));
    return answer;
  }

  @Override
  public final CompletableFuture<List<byte[]>> checkpoints() {
    var answer = new CompletableFuture<List<byte[]>>();
    enqueue(reads, new StoreRead.OfCheckpoints(answer), answer);
    return answer;
  }

  private void enqueue(StoreWrite write) {
    if (write.sizeBytes() > blobBytesMax) {
      var refusal = new StoreException.TooLarge(name, write.sizeBytes(), blobBytesMax);
      write.answer().completeExceptionally(refusal);
    } else {
      enqueue(writes, write, write.answer());
    }
  }

  private <T> void enqueue(BoundedQueue<T> queue, T pending, CompletableFuture<?> answer) {
    switch (queue.offer(pending)) {
      case ACCEPTED -> {}
      case FULL ->
        answer.completeExceptionally(
            new StoreException.Unavailable(name + ": queue full, " + QUEUE_MAX + " wait", null));
      case CLOSED -> answer.completeExceptionally(new StoreException.Closed(name + " is closed"));
    }
  }

  private void read(StoreReader reader) {
    List<StoreRead> next = reads.take(1, Long.MAX_VALUE, pending -> 0);
    while (!next.isEmpty()) {
      next.forEach(pending -> answer(pending, reader));
      next = reads.take(1, Long.MAX_VALUE, pending -> 0);
    }
    close(reader);
  }

  private void answer(StoreRead pending, StoreReader reader) {
    try {
      if (pending instanceof StoreRead.OfBlob read) {
        read.answer().complete(reader.blob(read.ref()));
      } else if (pending instanceof StoreRead.OfCheckpoints read) {
        read.answer().complete(reader.checkpoints());
      }
    } catch (Throwable e) { // A future is owed an answer, whatever happened.
      pending.answer().completeExceptionally(e instanceof StoreException ? e : failure(e));
    }
  }

  private void write(StoreWriter writer) {
    drain(writes, writer);
    readerThreads.forEach(QueuedStore::join);
    close(writer);
  }

  /** Stores what is queued, group by group, until the queue is closed and empty. */
  static void drain(BoundedQueue<StoreWrite> queue, StoreWriter writer) {
    List<StoreWrite> group = queue.take(GROUP_MAX, GROUP_BYTES_MAX, StoreWrite::sizeBytes);
    while (!group.isEmpty()) {
      writer.store(group);
      group = queue.take(GROUP_MAX, GROUP_BYTES_MAX, StoreWrite::sizeBytes);
    }
  }

  private void close(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      closeFailure = failure(e);
    }
  }

  /** Closes something because of a failure, which keeps what goes wrong in that. */
  static void closeAfter(Throwable failure, AutoCloseable closed) {
    try {
      closed.close();
    } catch (Exception e) {
      failure.addSuppressed(e);
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

  /** The threads of this store. */
  final List<Thread> threads() {
    List<Thread> threads = new ArrayList<>(readerThreads);
    threads.add(writerThread);
    return threads;
  }

  /**
   * Answers what was asked before, then fails what comes after. Returns when the threads have ended
   * and what they used is closed, save where one of these threads calls it, or it was called before.
   *
   * @throws StoreException where something could not be closed; what was stored stays stored
   */
  @Override
  public final void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    reads.close();
    writes.close();
    if (!threads().contains(Thread.currentThread())) {
      join(writerThread);
    }
    StoreException failure = closeFailure;
    if (failure != null) {
      throw failure;
    }
  }
}
