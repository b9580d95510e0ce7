package stampede.instrument;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/**
 * The rings of all threads that record timings of one kind. Any thread offers; one drains. A ring
 * whose thread has died is kept until it was drained.
 */
final class SampleRings {
  private final int samplesMax;
  private final BooleanSupplier room;
  private final List<SampleRing> rings = new CopyOnWriteArrayList<>();
  private final ThreadLocal<SampleRing> mine = ThreadLocal.withInitial(this::register);
  private volatile boolean closed;

  // What the rings of dead threads had counted. Guarded by this.
  private long goneRecorded;
  private long goneRingFull;
  private long goneOutOfRange;

  /**
   * Rings that are made when their threads first offer.
   *
   * @param samplesMax what a ring holds, 8 bytes each: a power of two
   * @param room called by a thread that finds its ring full: true asks it to try again, false to drop
   */
  SampleRings(int samplesMax, BooleanSupplier room) {
    this.samplesMax = samplesMax;
    this.room = room;
  }

  private SampleRing register() {
    var ring = new SampleRing(samplesMax);
    rings.add(ring);
    return ring;
  }

  /** Takes a timing, or counts why not. Wait-free where {@code room} is. */
  void offer(int seriesId, long nanos) {
    SampleRing ring = mine.get();
    if (closed) {
      ring.countClosed();
    } else if (nanos < 0 || nanos > SampleRing.NANOS_MAX) {
      ring.countOutOfRange();
    } else if (!ring.offer(SampleRing.sample(seriesId, nanos))) {
      insist(ring, SampleRing.sample(seriesId, nanos));
    }
  }

  private void insist(SampleRing ring, long sample) {
    while (room.getAsBoolean()) {
      if (closed) {
        ring.countClosed();
        return;
      }
      if (ring.offer(sample)) {
        return;
      }
    }
    ring.countRingFull();
  }

  /** Gives all samples of this moment to {@code to}; returns how many. By the draining thread. */
  int drainTo(SampleRing.SampleSink to) {
    int drained = 0;
    for (SampleRing ring : rings) {
      boolean dead = !ring.ownerIsAlive();
      drained += ring.drainTo(to);
      if (dead) {
        forget(ring);
      }
    }
    return drained;
  }

  private synchronized void forget(SampleRing ring) {
    goneRecorded += ring.recorded();
    goneRingFull += ring.ringFull();
    goneOutOfRange += ring.outOfRange();
    rings.remove(ring);
  }

  /** Refuses what is offered from now on, and counts it. */
  void close() {
    closed = true;
  }

  /** All timings offered. */
  synchronized long recorded() {
    return goneRecorded + rings.stream().mapToLong(SampleRing::recorded).sum();
  }

  /** Those that found their ring full. */
  synchronized long ringFull() {
    return goneRingFull + rings.stream().mapToLong(SampleRing::ringFull).sum();
  }

  /** Those below zero or above {@link SampleRing#NANOS_MAX}. */
  synchronized long outOfRange() {
    return goneOutOfRange + rings.stream().mapToLong(SampleRing::outOfRange).sum();
  }

  /** How many threads' rings are held. */
  int threadCount() {
    return rings.size();
  }
}
