package stampede.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that run a batch at once, each measured by its own counters. */
final class Crew implements AutoCloseable {
  private final int threads;
  private final ExecutorService pool;
  private final CyclicBarrier start;

  Crew(int threads) {
    this.threads = threads;
    this.pool = Executors.newFixedThreadPool(threads);
    this.start = new CyclicBarrier(threads);
  }

  /** Each thread runs the batch; {@code total} gets the sums. */
  void ours(Sides total, Sides.Batch batch) {
    for (Sides mine : all(sides -> sides.ours(batch))) {
      total.oursNanos += mine.oursNanos;
      total.oursBytes += mine.oursBytes;
      total.oursOps += mine.oursOps;
    }
  }

  /** As {@link #ours}, of the peer. */
  void peer(Sides total, Sides.Batch batch) {
    for (Sides mine : all(sides -> sides.peer(batch))) {
      total.peerNanos += mine.peerNanos;
      total.peerBytes += mine.peerBytes;
      total.peerOps += mine.peerOps;
    }
  }

  /** What a thread does with its counters. */
  private interface Task {
    void run(Sides sides);
  }

  /* No thread begins before all have come, so that each takes one task. */
  private List<Sides> all(Task task) {
    Callable<Sides> one = () -> {
      var mine = new Sides();
      start.await();
      task.run(mine);
      return mine;
    };
    try {
      List<Sides> sides = new ArrayList<>();
      for (Future<Sides> future : pool.invokeAll(Collections.nCopies(threads, one))) {
        sides.add(future.get());
      }
      return sides;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("a thread of the crew failed", e);
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
