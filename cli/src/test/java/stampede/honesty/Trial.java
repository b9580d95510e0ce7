package stampede.honesty;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import stampede.cli.VirtualStretch;
import stampede.instrument.IntervalRecorder;
import stampede.loadgen.Loop;
import stampede.results.Evidence;
import stampede.results.Manifest;
import stampede.results.Run;
import stampede.results.RunFacts;
import stampede.results.RunWriter;
import stampede.results.SeriesRow;
import stampede.results.Summary;
import stampede.time.VirtualTime;

/**
 * A scene that went through a chain, in virtual time and a folder.
 *
 * @param firstEdgeNanos the length of the first interval
 */
record Trial(Scene scene, Run run, Summary summary, long firstEdgeNanos) {
  /** How long after an edge an interval is cut, as the reporter does. */
  private static final long GRACE_NANOS = 60 * Scene.MILLI;

  private static final long ORIGIN = Scene.ORIGIN_NANOS;

  static Trial of(Chain chain, Scene scene, Path dir) {
    var time = new VirtualTime(ORIGIN - 100 * Scene.MILLI - Scene.WALL_NANOS);
    LongSupplier wallMillis = () -> scene.wallMillis().applyAsLong(time.nanos() - ORIGIN);
    long intervalNanos = scene.intervalNanos();
    VirtualStretch stretch = VirtualStretch.of(time, wallMillis, ORIGIN, intervalNanos);
    IntervalRecorder recorder = stretch.recorder();
    Manifest manifest = manifest(scene, Instant.ofEpochMilli(wallMillis.getAsLong()));
    try (RunWriter writer = RunWriter.create(dir, manifest, interval -> SeriesRow.Meters.NONE)) {
      cutAt(stretch.firstEdgeNanos(), intervalNanos, time, recorder, writer);
      Loop.Ending ending = chain.drive().run(offer(chain, scene, time, recorder));
      writer.accept(recorder.finish(time.nanos()));
      RunFacts facts = facts(ending);
      Evidence evidence = evidence(time.nanos() - ORIGIN);
      writer.finish(facts, evidence, Instant.ofEpochMilli(wallMillis.getAsLong()));
      Run run = chain.reading().read(dir);
      Summary summary = chain.judging().judge(run, facts, evidence);
      return new Trial(scene, run, summary, stretch.firstEdgeNanos() - ORIGIN);
    }
  }

  private static void cutAt(
      long edgeNanos,
      long intervalNanos,
      VirtualTime time,
      IntervalRecorder recorder,
      RunWriter writer) {
    time.after(edgeNanos + GRACE_NANOS - time.nanos(), () -> {
      writer.accept(recorder.cut());
      cutAt(edgeNanos + intervalNanos, intervalNanos, time, recorder, writer);
    });
  }

  private static Offer offer(
      Chain chain, Scene scene, VirtualTime time, IntervalRecorder recorder) {
    long lastNanos = scene.plan().startNanos(scene.plan().count() - 1);
    return new Offer(
        scene.plan(),
        scene.target().apply(time),
        chain.sinks().sink(recorder, lastNanos / scene.plan().count()),
        scene.limits(),
        time,
        chain.waits().waiter(scene.waiter().apply(time), time),
        ORIGIN,
        ORIGIN + lastNanos + scene.drainNanos());
  }

  private static Manifest manifest(Scene scene, Instant startedAt) {
    return Manifest.started(
        "20260921T131320Z-00ff",
        "0.1.0-SNAPSHOT",
        "abcdef0",
        startedAt,
        Map.of("store", "virtual"),
        Map.of("seed", 1L),
        scene.shard(),
        scene.plan().count(),
        new Manifest.Environment("Linux", "a cpu", 1, "17", List.of(), 0, null),
        null);
  }

  private static RunFacts facts(Loop.Ending ending) {
    return RunFacts.of(
        ending.planned(),
        ending.unsent(),
        new Summary.Finish(null, null),
        null,
        null,
        List.of(),
        Map.of(),
        0);
  }

  /** A machine that has nothing else to do. */
  private static Evidence evidence(long runNanos) {
    var cpu = new Evidence.Cpu(0.1, 0.0, 0.0, 0.9);
    return new Evidence(null, true, runNanos, null, null, cpu, 0L, 0L, null, null);
  }
}
