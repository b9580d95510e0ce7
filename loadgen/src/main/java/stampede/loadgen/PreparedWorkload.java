package stampede.loadgen;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import stampede.instrument.Operation;
import stampede.time.NanoClock;
import stampede.time.Waiter;

/**
 * A workload whose stores are made and hashed ahead of their intended start, by the thread {@code
 * stampede-preparer}, which also warms the schedule. A store that is not ready when it is asked for
 * is made by the asking thread, and counted. {@link #request} is thread-safe; it is meant to be
 * asked about each index once, roughly in order, and gives the same requests as the planned
 * workload whatever the thread does.
 */
public final class PreparedWorkload implements Workload, AutoCloseable {
  /*
   * A window of indices moves over the plan: [tail, next), at most WINDOW long. Its stores lie in
   * slots by index. The frontier is the highest index known to have been asked for; it is updated
   * by every store and every 64th index only, so it may be somewhat behind. What lies more than
   * BEHIND behind it was made while its asker gave up on it, and is dropped.
   */
  private static final int WINDOW = 1 << 16;
  private static final int MASK = WINDOW - 1;
  private static final int BEHIND = 1 << 12;
  private static final int WARM_AHEAD = 1 << 12;
  private static final long BYTES_MAX = 32L << 20;
  private static final long PAUSE_NANOS = 1_000_000;

  private final PlannedWorkload planned;
  private final Schedule schedule;
  private final NanoClock clock;
  private final Waiter waiter;
  private final Thread thread;
  private final AtomicReferenceArray<Request> slots = new AtomicReferenceArray<>(WINDOW);
  private final AtomicLong readyBytes = new AtomicLong();
  private final AtomicLong frontier = new AtomicLong(-1);
  private final LongAdder late = new LongAdder();
  private volatile boolean closed;
  // Written by the preparer alone.
  private long tail;
  private long next;

  PreparedWorkload(PlannedWorkload planned, Schedule schedule, NanoClock clock, Waiter waiter) {
    this.planned = planned;
    this.schedule = schedule;
    this.clock = clock;
    this.waiter = waiter;
    this.thread = new Thread(this::prepareAll, "stampede-preparer");
    thread.setDaemon(true);
  }

  /** Fills the window on the calling thread, then starts the preparer. To be called once. */
  public void start() {
    fill();
    thread.start();
  }

  @Override
  public Request request(long index) {
    if (planned.operation(index) == Operation.LOAD) {
      if ((index & 63) == 0) {
        advance(index);
      }
      return planned.load(index);
    }
    advance(index);
    int slot = (int) index & MASK;
    Request ready = slots.get(slot);
    if (ready != null && ready.index() == index && slots.compareAndSet(slot, ready, null)) {
      readyBytes.addAndGet(-ready.sizeBytes());
      return ready;
    }
    late.increment();
    return planned.store(index);
  }

  /** How many stores were not ready when they were asked for. */
  public long preparedLate() {
    return late.sum();
  }

  private void advance(long index) {
    long seen = frontier.get();
    while (seen < index && !frontier.compareAndSet(seen, index)) {
      seen = frontier.get();
    }
  }

  private void prepareAll() {
    while (!closed && !Thread.currentThread().isInterrupted()) {
      fill();
      waiter.until(clock.nanos() + PAUSE_NANOS);
    }
  }

  /** Prepares what the window takes; returns when it is full or the plan has ended. */
  void fill() {
    boolean room = true;
    while (room && !closed) {
      long asked = frontier.get();
      warm(asked);
      dropBehind(asked - BEHIND);
      next = Math.max(next, asked + 1);
      room = next < schedule.count() && next - tail < WINDOW && prepare(next);
    }
  }

  /** Makes the schedule compute, and keep, the starts that are due soon. */
  private void warm(long asked) {
    if (schedule.count() > 0) {
      schedule.startNanos(Math.min(asked + WARM_AHEAD, schedule.count() - 1));
    }
  }

  private void dropBehind(long end) {
    for (; tail < end; tail++) {
      int slot = (int) tail & MASK;
      Request dead = slots.get(slot);
      if (dead != null && dead.index() == tail && slots.compareAndSet(slot, dead, null)) {
        readyBytes.addAndGet(-dead.sizeBytes());
      }
    }
  }

  /** Prepares an index; false where the bytes ready leave no room for it. */
  private boolean prepare(long index) {
    if (planned.operation(index) == Operation.STORE) {
      int sizeBytes = planned.storeSizeBytes(index);
      if (readyBytes.get() + sizeBytes > BYTES_MAX) {
        return false;
      }
      readyBytes.addAndGet(sizeBytes);
      slots.set((int) index & MASK, planned.store(index));
    }
    next = index + 1;
    return true;
  }

  /** How many bytes of stores lie ready. */
  long readyBytes() {
    return readyBytes.get();
  }

  /** Ends the preparer, where it was started. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // The stores that nobody asked for are garbage with this object.
  }
}
