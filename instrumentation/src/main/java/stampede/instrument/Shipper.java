package stampede.instrument;

import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import stampede.cache.CacheStats;
import stampede.instrument.Notices.Trouble;
import stampede.store.SplitMix;

/**
 * What the relay's thread does: takes samples from the rings, records them into the registry's
 * timers, and packs the lines that come out of it. For one thread.
 */
final class Shipper {
  private static final long SECOND_NANOS = 1_000_000_000;

  private final StatsdSettings settings;
  private final double sampleRate;
  private final Tallies tallies;
  private final Packer packer;
  private final StatsdMeters meters;
  private final StateShipper states;
  private final Notices notices;
  private final SampleRing.SampleSink takeBacking;
  private final SampleRing.SampleSink takeRequest;
  private final SampleRing.SampleSink takeStateTime;

  /** The kind of the timing that is being recorded; null for a gauge. */
  private @Nullable Tally current;

  private long lineCount;
  private long drawCount;
  private long secondEndNanos;
  private boolean gaugesThere;

  Shipper(
      StatsdSettings settings,
      StateShipping states,
      Tallies tallies,
      Packer packer,
      Notices notices,
      long nowNanos) {
    this.settings = settings;
    this.sampleRate = settings.sampleRate().doubleValue();
    this.tallies = tallies;
    this.takeBacking = sample -> ship(sample, tallies.backing);
    this.takeRequest = sample -> ship(sample, tallies.requests);
    this.takeStateTime = sample -> ship(sample, tallies.states);
    this.packer = packer;
    this.notices = notices;
    this.meters = new StatsdMeters(settings, this::take);
    this.states = new StateShipper(states, meters, packer, this::take);
    this.secondEndNanos = nowNanos + SECOND_NANOS;
  }

  /** Ships all samples of this moment; what is left of a packet goes out when there was none. */
  boolean drain() {
    int drained = tallies.backing.rings.drainTo(takeBacking)
        + tallies.requests.rings.drainTo(takeRequest)
        + tallies.states.rings.drainTo(takeStateTime)
        + tallies.samples.drainTo(this::ship);
    if (drained == 0) {
      packer.send();
    }
    return drained > 0;
  }

  private void ship(long sample, Tally tally) {
    if (sampleRate < 1 && SplitMix.unit(SplitMix.at(settings.seed(), drawCount++)) >= sampleRate) {
      tally.countSampled();
      return;
    }
    long before = lineCount;
    current = tally;
    try {
      record(SampleRing.seriesId(sample), SampleRing.nanos(sample));
    } catch (RuntimeException e) {
      notices.tell(Trouble.REGISTRY, "the registry failed: " + e);
    }
    current = null;
    if (lineCount == before) {
      tally.countRegistry();
      notices.tell(Trouble.REGISTRY, "the registry gives no more lines; counted as registry");
    }
  }

  private void record(int id, long nanos) {
    if (id < Series.COUNT) {
      meters.record(id, nanos);
    } else {
      states.record(id - Series.COUNT, nanos);
    }
  }

  private void ship(StateSample sample) {
    try {
      states.ship(sample);
    } catch (RuntimeException e) {
      notices.tell(Trouble.REGISTRY, "the registry failed: " + e);
    }
  }

  /** The registry's line sink: never throws, which would end the registry for good. */
  private void take(String line) {
    lineCount++;
    try {
      packer.add(line, current);
    } catch (Throwable e) {
      if (current != null) {
        current.countSendError();
      }
      notices.tell(Trouble.LINE_REFUSED, "a line was not sent: " + e + "; counted as sendError");
    }
  }

  /** Once a second: says what is wrong, and sends the gauges where they are wanted. */
  void lookAtSecond(long nowNanos, Supplier<CacheStats> stats, boolean gaugesWanted) {
    if (gaugesWanted && !gaugesThere) {
      addGauges(stats);
      secondEndNanos = nowNanos;
    }
    if (nowNanos - secondEndNanos < 0) {
      return;
    }
    long behind = (nowNanos - secondEndNanos) / SECOND_NANOS;
    secondEndNanos += (behind + 1) * SECOND_NANOS;
    tellOfFullRings();
    if (gaugesThere) {
      sendGauges();
    }
  }

  private void tellOfFullRings() {
    if (tallies.sum(timings -> timings.dropped().ringFull()) > 0) {
      notices.tell(
          Trouble.RING_FULL, "timings come faster than they can be sent; counted as ringFull");
    }
    if (tallies.samples.full() > 0) {
      notices.tell(
          Trouble.SAMPLES_FULL, "samples of states come faster than they can be sent; counted");
    }
  }

  private void sendGauges() {
    packer.send();
    long refusals = packer.refusals();
    meters.pollGauges(
        e -> notices.tell(Trouble.GAUGE, "a gauge cannot be read and is left out: " + e));
    packer.sendHearing();
    if (packer.refusals() > refusals) {
      notices.tell(
          Trouble.UNREACHABLE,
          "nobody listens at " + settings.destination()
              + "; lines are sent all the same, and counted as shipped");
    }
  }

  private void addGauges(Supplier<CacheStats> stats) {
    gaugesThere = true;
    cacheGauge("count", stats, now -> valid(now) + now.loadsInFlight());
    cacheGauge("valid", stats, Shipper::valid);
    cacheGauge("dirty", stats, CacheStats::dirtyEntries);
    cacheGauge("size", stats, now -> now.cleanBytes() + now.dirtyBytes());
    cacheGauge("flush-batch-count", stats, CacheStats::flushBatch);
    relayGauge("recorded", RelayCounts.Timings::recorded);
    relayGauge("shipped", RelayCounts.Timings::shipped);
    relayGauge("dropped.ring-full", timings -> timings.dropped().ringFull());
    relayGauge("dropped.send-error", timings -> timings.dropped().sendError());
    relayGauge("dropped.sampled", timings -> timings.dropped().sampled());
    relayGauge("dropped.out-of-range", timings -> timings.dropped().outOfRange());
    relayGauge("dropped.registry", timings -> timings.dropped().registry());
    meters.gauge("stampede.relay.packets", packer::packetsSent);
    meters.gauge("stampede.relay.bytes", packer::bytesSent);
  }

  private static long valid(CacheStats stats) {
    return stats.cleanEntries() + stats.dirtyEntries();
  }

  private void cacheGauge(
      String name, Supplier<CacheStats> stats, ToLongFunction<CacheStats> value) {
    meters.gauge("content-cache." + name, () -> value.applyAsLong(stats.get()));
  }

  /** A count over all kinds of timings. */
  private void relayGauge(String name, ToLongFunction<RelayCounts.Timings> value) {
    meters.gauge("stampede.relay." + name, () -> tallies.sum(value));
  }

  /** Sends the gauges once more, where they were wanted, and the last packet. */
  void finish(Supplier<CacheStats> stats, boolean gaugesWanted) {
    if (gaugesWanted && !gaugesThere) {
      addGauges(stats);
    }
    tellOfFullRings();
    meters.close();
    packer.send();
  }
}
