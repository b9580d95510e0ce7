package stampede.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * A first-in first-out queue between callers, who never wait, and worker threads, who do. Once
 * closed it accepts nothing, and hands out what it had accepted. Thread-safe.
 */
final class BoundedQueue<T> {
  /** What became of an offer. */
  enum Offer {
    ACCEPTED,
    FULL,
    CLOSED
  }

  private final int capacity;
  private final ArrayDeque<T> items = new ArrayDeque<>();
  private boolean closed;

  BoundedQueue(int capacity) {
    this.capacity = capacity;
  }

  synchronized Offer offer(T item) {
    if (closed) {
      return Offer.CLOSED;
    }
    if (items.size() >= capacity) {
      return Offer.FULL;
    }
    items.add(item);
    notify();
    return Offer.ACCEPTED;
  }

  /**
   * Waits for an item and takes it with those behind it, until {@code countMax} are taken or their
   * sizes add up to {@code sizeMax} or more. Empty when the queue is closed and all is taken.
   */
  synchronized List<T> take(int countMax, long sizeMax, ToIntFunction<T> size) {
    boolean interrupted = false;
    while (items.isEmpty() && !closed) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    List<T> taken = new ArrayList<>();
    for (long sum = 0; sum < sizeMax && taken.size() < countMax && !items.isEmpty(); ) {
      T item = items.remove();
      sum += size.applyAsInt(item);
      taken.add(item);
    }
    return taken;
  }

  /** Accepts nothing from now on. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
