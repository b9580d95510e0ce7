package stampede.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
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
  private static final int WARM_UP_ROUNDS_MIN = 100;

  private PairMain() {}

  public static void main(String[] args) {
    Thread.setDefaultUncaughtExceptionHandler(new CrashHandler());
    System.exit(run(PairSpec.read(Path.of(args[0]))));
  }

  private static int run(PairSpec spec) {
    Map<Arm, ArmLoader> arms = new LinkedHashMap<>();
    try (var time = new SystemTime()) {
      spec.arms()
          .forEach((arm, settings) -> arms.put(arm, ArmLoader.open(arm.word(), settings, time)));
      PairRecord pair = measured(spec, arms, time);
      arms.values().forEach(ArmLoader::close);
      new CheckFolder(spec.dir()).write(pair);
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

  private static PairRecord measured(PairSpec spec, Map<Arm, ArmLoader> arms, SystemTime time)
      throws IOException {
    Manifest.Environment environment = MachineInfo.read(
        time, ManagementFactory.getRuntimeMXBean().getInputArguments(), spec.distributionHash());
    var recorder = new PairRecorder(environment.clockNanos());
    var loop = new PairLoop(arms, time, environment.clockNanos(), recorder, spec.seed());
    loop.warmUp(WARM_UP_ROUNDS_MIN, spec.lengths().warmUpNanos());
    if (spec.sliceRounds() > 0) {
      slices(spec.sliceRounds(), loop);
    } else {
      rounds(spec.lengths(), loop, time);
    }
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

  private static void rounds(PairSpec.Lengths lengths, PairLoop loop, SystemTime time) {
    long startNanos = time.nanos();
    for (int round = 0;
        round < lengths.roundsMax()
            && (round < lengths.roundsMin() || time.nanos() - startNanos < lengths.measureNanos());
        round++) {
      loop.round();
    }
  }

  private static void slices(int rounds, PairLoop loop) throws IOException {
    token();
    while (System.in.read() >= 0) {
      for (int round = 0; round < rounds; round++) {
        loop.round();
      }
      token();
    }
  }

  private static void token() {
    System.out.write('\n');
    System.out.flush();
  }
}
