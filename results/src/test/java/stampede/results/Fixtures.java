package stampede.results;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import stampede.cache.CacheStats;
import stampede.instrument.Clock;
import stampede.instrument.Interval;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.instrument.RelayCounts;
import stampede.store.SplitMix;

/** Runs to test with. */
final class Fixtures {
  static final Instant STARTED = Instant.ofEpochMilli(IntervalBuilder.START_MILLIS);
  static final SeriesRow.Meters METERS =
      new SeriesRow.Meters(1000L, 3L, 4096L, 512L, 0L, null, null);

  private Fixtures() {}

  static Manifest manifest(Long planned) {
    var scenario = new LinkedHashMap<String, String>();
    scenario.put("rate", "1000");
    scenario.put("store", "memory:");
    scenario.put("slo", "load.p99<50ms,store.max<1s");
    return Manifest.started(
        "20260921T131320Z-00ff",
        "0.1.0-SNAPSHOT",
        "abcdef0",
        STARTED,
        scenario,
        Map.of("seed", 1L),
        Manifest.Shard.WHOLE,
        planned,
        new Manifest.Environment("Linux", "a cpu", 2, "17", List.of("-Xmx1g"), 25, null),
        calibration());
  }

  static Calibration calibration() {
    return new Calibration(
        new Calibration.Clock(25.4, 10),
        List.of(
            new Calibration.Pacing("park", 300, 52_000, 80_000, 190_000, 900_000, 0.01),
            new Calibration.Pacing("park-then-spin", 300, 300, 9_000, 91_000, 700_000, 0.09)),
        "park-then-spin",
        new Calibration.Floor(STARTED, 210, 1_150, 38, null));
  }

  static RunFacts facts(Long planned) {
    return RunFacts.of(
        planned,
        0,
        new Summary.Finish(512L, 1_000_000L),
        new CacheStats(700, 200, 0, 0, 0, 0, 0, 100, 0, 0, 0, 0, 50, 4096, 2, 512, 0, 0, 1, 0),
        new Summary.Statsd(
            300,
            298,
            new RelayCounts.Dropped(1, 1, 0, 0, 0, 0),
            350,
            12,
            9000,
            0,
            new RelayCounts.Timings(0, 0, new RelayCounts.Dropped(0, 0, 0, 0, 0, 0)),
            new RelayCounts.Timings(40, 39, new RelayCounts.Dropped(1, 0, 0, 0, 0, 0)),
            new RelayCounts.Samples(20, 1)),
        List.of(Slo.parse("load.p99<50ms"), Slo.parse("store.max<1s")),
        Map.of("preparedLate", 0L),
        25);
  }

  static Evidence quiet() {
    return on(new Evidence.Cpu(0.2, 0.0, 0.0, 0.7), 0, 0, new Evidence.Hiccups(90_000, 700_000));
  }

  /** A run of 10 s of which all is measured. */
  static Evidence on(Evidence.Cpu cpu, long gcSumNanos, long gcMaxNanos, Evidence.Hiccups hiccups) {
    return new Evidence(
        null,
        true,
        10_000_000_000L,
        8L << 20,
        64L << 20,
        cpu,
        gcSumNanos,
        gcMaxNanos,
        hiccups,
        new Evidence.Hiccups(80_000, 600_000));
  }

  /** Intervals of 1,000 requests: 700 hits, 200 loaded, 100 stored. */
  static List<Interval> intervals(int count) {
    var random = new SplitMix(7);
    List<Interval> intervals = new ArrayList<>();
    for (int second = 0; second < count; second++) {
      var interval = new IntervalBuilder(second);
      for (int i = 0; i < 1000; i++) {
        long lag = 20_000 + (long) (50_000 * random.nextUnit());
        long backing = (long) (1_500_000 * Math.exp(2 * random.nextUnit() - 0.5));
        if (i % 10 < 7) {
          interval.request(Operation.LOAD, Outcome.HIT, lag, 400);
        } else if (i % 10 < 9) {
          interval.request(Operation.LOAD, Outcome.LOADED, lag, backing + 10_000);
          interval.timing(Clock.BACKING, Operation.LOAD, Outcome.LOADED, backing);
        } else {
          interval.request(Operation.STORE, Outcome.STORED, lag, 9_000);
          interval.timing(Clock.BACKING, Operation.STORE, Outcome.STORED, 2 * backing);
          interval.timing(Clock.DURABLE, Operation.STORE, Outcome.STORED, 3 * backing);
        }
      }
      intervals.add(interval.build());
    }
    return intervals;
  }

  static long planned(int seconds) {
    return 1000L * seconds;
  }

  /** A summary that has nothing but a verdict. */
  static Summary empty(Verdict verdict, List<String> reasons) {
    return new Summary(
        verdict,
        reasons,
        new Summary.Requests(null, 0, 0, 0, 0, 0, 0, 0),
        List.of(),
        List.of(),
        new Summary.Finish(null, null),
        List.of(),
        null,
        null,
        null,
        0,
        List.of(),
        null);
  }
}
