package stampede.results.gate;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import stampede.instrument.Series;
import stampede.results.Manifest;
import stampede.store.SplitMix;

/** A check whose timings are drawn: the base's are log-uniform about 20 us, with a tail. */
final class CheckFixture {
  static final Manifest.Environment MACHINE =
      new Manifest.Environment("Linux 6.1", "a cpu", 2, "17.0.2", List.of("-Xmx64m"), 25, "a hash");

  private final GateSettings settings;
  private final int samples;
  private double candidate = 1;
  private double confirming = 1;
  private double control = 1;
  private int scale = 1;

  CheckFixture(GateSettings settings, int samples) {
    this.settings = settings;
    this.samples = samples;
  }

  /** How much slower the candidate is in the first pairs, and in those that confirm. */
  CheckFixture candidate(double first, double fresh) {
    candidate = first;
    confirming = fresh;
    return this;
  }

  /** How much slower the control is. */
  CheckFixture control(double factor) {
    control = factor;
    return this;
  }

  /** All timings are so many times as long. */
  CheckFixture scale(int factor) {
    scale = factor;
    return this;
  }

  CheckRecord check() {
    Map<String, String> traffic = new LinkedHashMap<>();
    traffic.put("store", "memory:");
    traffic.put("keys", "2000");
    return new CheckRecord(
        CheckRecord.FORMAT_VERSION,
        "20260921T131320Z-00ff",
        "0.1.0-SNAPSHOT",
        "abcdef0",
        Instant.parse("2026-09-21T13:13:20Z"),
        "loader",
        "service",
        "closed",
        1,
        null,
        arm("base.jar"),
        arm("candidate.jar"),
        traffic,
        7,
        GateFile.tree(settings),
        MACHINE,
        null);
  }

  private static CheckRecord.ArmText arm(String name) {
    return new CheckRecord.ArmText(
        "jar:" + name, List.of(new CheckRecord.FileHash(name, "00ff".repeat(16))));
  }

  PairRecord pair(String batch, int number) {
    var recorder = new PairRecorder(25);
    var random = new SplitMix(31L * number + batch.hashCode());
    double factor = batch.equals(PairRecord.FIRST) ? candidate : confirming;
    settings.checks().stream().map(Check::series).distinct().forEach(series -> {
      record(recorder, Arm.BASE, series, random, 1);
      record(recorder, Arm.CANDIDATE, series, random, factor);
      record(recorder, Arm.CONTROL, series, random, control);
      record(recorder, Arm.SLOWED, series, random, 1 + GateSettings.CONTROL_SLOWDOWN);
    });
    return new PairRecord(
        PairRecord.FORMAT_VERSION,
        check().checkId(),
        number,
        batch,
        31L * number,
        MACHINE,
        2500,
        Map.of("stealShare", 0.001 * number, "load", 1.5, "throttled", 0.0),
        recorder.series());
  }

  private void record(
      PairRecorder recorder, Arm arm, Series series, SplitMix random, double factor) {
    recorder.prepare(arm, series, 1);
    for (int sample = 0; sample < samples; sample++) {
      double u = (sample + random.nextUnit()) / samples;
      double nanos = 20_000 * Math.exp(0.3 * (u - 0.5)) * (1 + 0.02 / (1.002 - u));
      recorder.record(arm, series, scale * Math.round(factor * nanos));
    }
  }

  /** Writes the folder of a check that has ended, with so many pairs. */
  CheckFolder write(Path dir, int pairs, int confirmationPairs) {
    var folder = new CheckFolder(dir);
    folder.make();
    IntStream.rangeClosed(1, pairs).forEach(n -> folder.write(pair(PairRecord.FIRST, n)));
    IntStream.rangeClosed(1, confirmationPairs)
        .forEach(n -> folder.write(pair(PairRecord.CONFIRMATION, n)));
    folder.write(check().ended(new CheckRecord.Ended(pairs, confirmationPairs, 61.5, null)));
    return folder;
  }

  /** The verdict on such a folder. */
  GateVerdict verdict(Path dir, int pairs, int confirmationPairs) {
    return Judge.of(write(dir, pairs, confirmationPairs)).verdict();
  }
}
