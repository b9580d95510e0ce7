package stampede.cli;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import stampede.results.Calibration.Pacing;

/**
 * Tries the ways to wait on the machine as it is: as many threads as there will be workers wait at
 * once, as often as these will, and note how late each wait ended.
 */
final class PacerTrials {
  /** A pacer may take this much of the machine's CPU time, or it takes it from what is measured. */
  private static final double CPU_SHARE_MAX = 0.2;

  /** What a dearer pacer must save of a cheaper one's lateness to be worth it. */
  private static final double SAVING_MIN = 0.2;

  private static final long SPIN_NANOS_MIN = 20_000;
  private static final long SPIN_NANOS_MAX = 200_000;

  private final int workers;
  private final int cores;
  private final long gapNanos;
  private final long trialNanos;

  /**
   * Prepares trials.
   *
   * @param gapNanos between two waits of a worker
   * @param trialNanos how long each pacer is tried
   */
  PacerTrials(int workers, int cores, long gapNanos, long trialNanos) {
    this.workers = workers;
    this.cores = cores;
    this.gapNanos = gapNanos;
    this.trialNanos = trialNanos;
  }

  /** A pacer, and how its waits went. */
  record Trial(Pacer pacer, Pacing pacing) {}

  /** Tries them, cheapest first. Spinning is tried where it leaves a core to others. */
  List<Trial> run() {
    List<Trial> trials = new ArrayList<>();
    Trial parked = trial(Pacer.PARK);
    trials.add(parked);
    long spinNanos = parked.pacing().p90Nanos() + Pacer.PARK.spinNanos();
    trials.add(
        trial(Pacer.parkThenSpin(Math.max(SPIN_NANOS_MIN, Math.min(SPIN_NANOS_MAX, spinNanos)))));
    if (workers < cores) {
      trials.add(trial(Pacer.SPIN));
    }
    return trials;
  }

  /**
   * The pacer to use: of those that leave the machine its CPU time the one whose waits ended least
   * late at p90, where it is clearly better than a cheaper one.
   *
   * @param trials cheapest first, at least one
   */
  static Trial choose(List<Trial> trials) {
    Trial best = trials.get(0);
    for (Trial trial : trials) {
      boolean affordable = trial.pacing().cpuShare() <= CPU_SHARE_MAX;
      double worthwhileNanos = (1 - SAVING_MIN) * best.pacing().p90Nanos();
      if (affordable && trial.pacing().p90Nanos() < worthwhileNanos) {
        best = trial;
      }
    }
    return best;
  }

  private Trial trial(Pacer pacer) {
    int waits = (int) Math.max(10, trialNanos / gapNanos);
    long[][] lateNanos = new long[workers][waits];
    long[] cpuNanos = new long[workers];
    var done = new CountDownLatch(workers);
    long startNanos = System.nanoTime();
    for (int i = 0; i < workers; i++) {
      int worker = i;
      var thread = new Thread(
          () -> {
            cpuNanos[worker] = waits(pacer, lateNanos[worker], worker);
            done.countDown();
          },
          "stampede-trial-" + worker);
      thread.setDaemon(true);
      thread.start();
    }
    await(done);
    double machineNanos = (double) cores * (System.nanoTime() - startNanos);
    long[] all = Arrays.stream(lateNanos).flatMapToLong(Arrays::stream).sorted().toArray();
    return new Trial(
        pacer,
        new Pacing(
            pacer.word(),
            all.length,
            at(all, 0.5),
            at(all, 0.9),
            at(all, 0.99),
            all[all.length - 1],
            Arrays.stream(cpuNanos).sum() / machineNanos));
  }

  /** Waits on the calling thread, out of step with other workers; returns its CPU time. */
  private long waits(Pacer pacer, long[] lateNanos, int worker) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long cpuStartNanos = threads.getCurrentThreadCpuTime();
    long dueNanos = System.nanoTime() + gapNanos + gapNanos * worker / workers;
    for (int i = 0; i < lateNanos.length; i++) {
      pacer.until(dueNanos);
      long nowNanos = System.nanoTime();
      lateNanos[i] = nowNanos - dueNanos;
      // What is due already is no wait: the next one begins after this one's end.
      dueNanos = Math.max(dueNanos + gapNanos, nowNanos + gapNanos / 2);
    }
    return threads.getCurrentThreadCpuTime() - cpuStartNanos;
  }

  private static void await(CountDownLatch done) {
    boolean interrupted = false;
    while (done.getCount() > 0) {
      try {
        done.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static long at(long[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))];
  }
}
