package stampede.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.function.ObjLongConsumer;
import stampede.instrument.Outcome;
import stampede.instrument.Series;
import stampede.results.gate.Arm;
import stampede.results.gate.CheckFolder;
import stampede.results.gate.PairRecord;
import stampede.results.gate.PairRecorder;

/**
 * The JVM of a pair: opens its arms, measures them interleaved and leaves a record. With tokens it
 * measures a slice for each byte that comes in, answers it with one, and ends when its input does.
 * Beside its file it leaves {@link #EXIT}, since an arm can end a JVM with any exit code, and {@link
 * #BATCH} where the size of a batch is settled.
 */
final class PairMain {
  /** The answer to a token: this arm has what it needs at least. */
  static final int ENOUGH = '+';

  /** The file with the exit code that this program chose. */
  static final String EXIT = "exit";

  /** The file with the size of the batches of hits. */
  static final String BATCH = "batch";

  /** The answer to a token: it needs more. */
  static final int MORE = '.';

  private final PairSpec spec;
  private final PrintStream tokens;
  private final SystemTime time;
  private final long clockNanos;
  private final PairRecorder recorder;
  private final Map<Arm, ArmLoader> arms = new LinkedHashMap<>();

  private PairMain(PairSpec spec, PrintStream tokens, SystemTime time) {
    this.spec = spec;
    this.tokens = tokens;
    this.time = time;
    this.clockNanos = MachineInfo.clockNanos(time);
    this.recorder = new PairRecorder(MachineInfo.stepNanos(time));
  }

  public static void main(String[] args) {
    PrintStream tokens = System.out;
    System.setOut(System.err); // what an arm prints is no token
    // Whatever else runs here is an arm's: its threads, and its continuations on those of the
    // timers.
    Thread.setDefaultUncaughtExceptionHandler(new CrashHandler(ExitCode.INVALID));
    Path file = Path.of(args[0]);
    int exitCode = run(file, tokens);
    write(file.resolveSibling(EXIT), exitCode);
    System.exit(exitCode);
  }

  private static int run(Path file, PrintStream tokens) {
    try (var time = new SystemTime()) {
      new PairMain(PairSpec.read(file), tokens, time).run();
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
    } catch (OutOfMemoryError e) {
      throw e; // the arms fill the heap: the handler says so
    } catch (Error e) {
      e.printStackTrace();
      return ExitCode.INTERNAL;
    }
  }

  private static void write(Path file, int number) {
    try {
      Files.writeString(file, String.valueOf(number));
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be written: " + e.getMessage(), e);
    }
  }

  private void run() throws IOException {
    if (spec.sliceNanos() == 0) {
      endWithTheParent();
    }
    // In the order of the file, which was drawn.
    spec.arms()
        .forEach((arm, settings) -> arms.put(
            arm, ArmLoader.open(arm.word(), settings, new OpenTimings(arm, recorder), time)));
    if (spec.open()) {
      openSlices();
    } else {
      measure();
    }
    arms.values().forEach(ArmLoader::close);
    new CheckFolder(spec.dir()).write(record());
  }

  /** Nobody waits for the record of a JVM whose input has ended. */
  private static void endWithTheParent() {
    var watch = new Thread(
        () -> {
          try {
            while (System.in.read() >= 0) {
              // Nothing is said.
            }
          } catch (IOException e) {
            // It has ended, too.
          }
          Runtime.getRuntime().halt(ExitCode.INTERNAL);
        },
        "stampede-parent");
    watch.setDaemon(true);
    watch.start();
  }

  private PairRecord record() {
    return new PairRecord(
        PairRecord.FORMAT_VERSION,
        spec.checkId(),
        spec.number(),
        spec.batch(),
        spec.seed(),
        MachineInfo.read(time),
        0,
        Map.of(),
        recorder.series());
  }

  private void measure() throws IOException {
    Map<Arm, Function<String, LongUnaryOperator>> operations = new LinkedHashMap<>();
    arms.forEach((arm, loader) -> operations.put(arm, loader::operation));
    var loop = new PairLoop(operations, time, clockNanos, recorder, spec.seed());
    write(spec.dir().resolve(BATCH), loop.warmUp(spec.lengths(), spec.batchSize()));
    if (spec.sliceNanos() > 0) {
      slices(loop);
    } else {
      rounds(loop);
    }
  }

  /** The one arm of an open loop: a warm-up in no figure, then a slice a token. */
  private void openSlices() throws IOException {
    Arm arm = arms.keySet().iterator().next();
    LongUnaryOperator open = Objects.requireNonNull(arms.get(arm)).operation("open");
    long startNanos = time.nanos();
    while (time.nanos() - startNanos < spec.lengths().warmUpNanosMax()) {
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
      if (!series.outcome().completed() || series.outcome() == Outcome.ABSENT) {
        throw new IllegalStateException("a request ended as " + tag);
      }
      if (recorder.isPrepared(arm, series)) {
        recorder.record(arm, series, nanos);
      }
    }
  }

  private void rounds(PairLoop loop) {
    long startNanos = time.nanos();
    for (int round = 0; !spec.lengths().measured(round, time.nanos() - startNanos); round++) {
      loop.round();
    }
  }

  private void slices(PairLoop loop) throws IOException {
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

  private void token(int token) {
    tokens.write(token);
    tokens.flush();
  }
}
