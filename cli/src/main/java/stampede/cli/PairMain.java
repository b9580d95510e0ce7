package stampede.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongUnaryOperator;
import java.util.function.ObjLongConsumer;
import stampede.instrument.Series;
import stampede.results.Manifest;
import stampede.results.gate.Arm;
import stampede.results.gate.CheckFolder;
import stampede.results.gate.PairRecord;
import stampede.results.gate.PairRecorder;

/**
 * The JVM of a pair: opens its arms, measures them interleaved and leaves a record. With tokens it
 * measures a slice for each byte that comes in, answers it with one, and ends when its input does.
 */
final class PairMain {
  /** The answer to a token: this arm has what it needs at least. */
  static final int ENOUGH = '+';

  private static final int MORE = '.';

  private static final long OPEN_WARM_UP_NANOS = 1_500_000_000L;

  private PairMain() {}

  public static void main(String[] args) {
    Thread.setDefaultUncaughtExceptionHandler(new CrashHandler());
    System.exit(run(PairSpec.read(Path.of(args[0]))));
  }

  private static int run(PairSpec spec) {
    Map<Arm, ArmLoader> arms = new LinkedHashMap<>();
    try (var time = new SystemTime()) {
      long clockNanos = MachineInfo.clockNanos(time);
      var recorder = new PairRecorder(clockNanos);
      // In the order of the file, which was drawn.
      spec.arms()
          .forEach((arm, settings) -> arms.put(
              arm, ArmLoader.open(arm.word(), settings, new OpenTimings(arm, recorder), time)));
      if (spec.open()) {
        openSlices(spec, arms, recorder, time);
      } else {
        measure(spec, arms, recorder, clockNanos, time);
      }
      arms.values().forEach(ArmLoader::close);
      new CheckFolder(spec.dir()).write(record(spec, recorder, time));
      return ExitCode.PASS;
    } catch (ArmFailure e) {
      if (e.badInput() == null) {
        e.printStackTrace();
      }
      String line = e.badInput() == null ? e.getMessage() : e.badInput();
      System.err.println("stampede: " + String.valueOf(line).replaceAll("\\R\\s*", " "));
      return e.badInput() == null ? ExitCode.INVALID : ExitCode.USAGE;
    } catch (IOException e) {
      return ExitCode.INTERNAL; // whoever handed out tokens is gone
    } catch (RuntimeException e) {
      return Failure.tell(e, System.err);
    }
  }

  private static PairRecord record(PairSpec spec, PairRecorder recorder, SystemTime time) {
    Manifest.Environment environment = MachineInfo.read(
        time, ManagementFactory.getRuntimeMXBean().getInputArguments(), spec.distributionHash());
    return new PairRecord(
        PairRecord.FORMAT_VERSION,
        spec.checkId(),
        spec.number(),
        spec.batch(),
        spec.seed(),
        environment,
        0,
        Map.of(),
        recorder.series());
  }

  private static void measure(
      PairSpec spec,
      Map<Arm, ArmLoader> arms,
      PairRecorder recorder,
      long clockNanos,
      SystemTime time)
      throws IOException {
    var loop = new PairLoop(arms, time, clockNanos, recorder, spec.seed());
    loop.warmUp(spec.lengths());
    if (spec.sliceNanos() > 0) {
      slices(spec, loop, time);
    } else {
      rounds(spec.lengths(), loop, time);
    }
  }

  /** The one arm of an open loop: a warm-up in no figure, then a slice a token. */
  private static void openSlices(
      PairSpec spec, Map<Arm, ArmLoader> arms, PairRecorder recorder, SystemTime time)
      throws IOException {
    Arm arm = arms.keySet().iterator().next();
    LongUnaryOperator open = Objects.requireNonNull(arms.get(arm)).operation("open");
    long startNanos = time.nanos();
    while (time.nanos() - startNanos < OPEN_WARM_UP_NANOS) {
      var unused = open.applyAsLong(spec.sliceNanos());
    }
    OpenTimings.SERIES.forEach(series -> recorder.prepare(arm, series, 1));
    token(MORE);
    while (System.in.read() >= 0) {
      var unused = open.applyAsLong(spec.sliceNanos());
      token(ENOUGH);
    }
  }

  /** Records what of an open loop is in a check; what went wrong ends it. */
  record OpenTimings(Arm arm, PairRecorder recorder) implements ObjLongConsumer<String> {
    static final List<Series> SERIES =
        List.of(Series.parse("response.load.loaded"), Series.parse("response.store.stored"));

    @Override
    public void accept(String tag, long nanos) {
      Series series = Series.parse(tag);
      if (!series.outcome().completed()) {
        throw new IllegalStateException("a request ended as " + tag);
      }
      if (recorder.isPrepared(arm, series)) {
        recorder.record(arm, series, nanos);
      }
    }
  }

  private static void rounds(PairSpec.Lengths lengths, PairLoop loop, SystemTime time) {
    long startNanos = time.nanos();
    for (int round = 0; !lengths.measured(round, time.nanos() - startNanos); round++) {
      loop.round();
    }
  }

  private static void slices(PairSpec spec, PairLoop loop, SystemTime time) throws IOException {
    token(MORE);
    int rounds = 0;
    long measuredNanos = 0;
    while (System.in.read() >= 0) {
      long startNanos = time.nanos();
      long sliceNanos = 0;
      while (sliceNanos < spec.sliceNanos()) {
        loop.round();
        rounds++;
        sliceNanos = time.nanos() - startNanos;
      }
      measuredNanos += sliceNanos;
      token(spec.lengths().measured(rounds, measuredNanos) ? ENOUGH : MORE);
    }
  }

  private static void token(int token) {
    System.out.write(token);
    System.out.flush();
  }
}
