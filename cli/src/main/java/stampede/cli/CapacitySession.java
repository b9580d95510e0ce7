package stampede.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import stampede.loadgen.Capacity;
import stampede.loadgen.CapacityProbe;
import stampede.loadgen.CapacityStep;
import stampede.loadgen.CapacityStep.Found;
import stampede.loadgen.CapacityStep.Try;
import stampede.loadgen.Plan;
import stampede.loadgen.Scenario;
import stampede.results.CapacityEntry;
import stampede.results.CapacityReport;
import stampede.results.CapacityText;
import stampede.results.Manifest;
import stampede.results.Run;
import stampede.results.RunId;
import stampede.store.BackingStore;

/**
 * Carries out a search for the highest rate that holds, each probe a run of its own over the one
 * store and the one target, in a folder below the search's. The calling thread drives; any thread
 * interrupts. One use.
 */
final class CapacitySession {
  /** How long the target is waited for, after a probe, to have nothing left with the store. */
  private static final long QUIET_NANOS_MAX = 60_000_000_000L;

  private static final long LOOK_NANOS = 1_000_000;

  private static final String FOLDER_PREFIX = "probe-";

  private final RunInputs inputs;
  private final CapacityCommand.Probes scenarios;
  private final Capacity search;
  private final SystemTime time;
  private final PrintStream err;
  private final boolean quiet;
  private final Manifest.Environment machine;
  private final SharedTarget target;
  private CapacityReport report;
  private volatile boolean interrupted;
  private volatile @Nullable Driver driver;

  CapacitySession(
      RunInputs inputs,
      CapacityCommand.Probes scenarios,
      Capacity search,
      CapacityReport report,
      SystemTime time,
      PrintStream err,
      boolean quiet) {
    this.inputs = inputs;
    this.scenarios = scenarios;
    this.search = search;
    this.report = report;
    this.time = time;
    this.err = err;
    this.quiet = quiet;
    this.machine = MachineInfo.read(time);
    this.target = new SharedTarget(inputs.target());
  }

  /** Ends the search early: its folder keeps the probes that have ended. */
  void interrupt() {
    interrupted = true;
    Driver running = driver;
    if (running != null) {
      running.interrupt();
    }
  }

  /**
   * Searches to the end, or until interrupted.
   *
   * @param openStore gives the store, once the folder is there; it is closed here
   */
  @SuppressWarnings("try") // the target is only to be closed
  CapacityReport run(Supplier<BackingStore> openStore) {
    report.write(inputs.dir());
    try (BackingStore store = openStore.get();
        SharedTarget open = target) {
      tell("populating " + inputs.plan().population().keyCount() + " keys");
      Populate.all(inputs.plan().population(), store, () -> interrupted);
      report.probes().forEach(probe -> tell(CapacityText.line(probe)));
      while (!interrupted) {
        CapacityStep step =
            search.next(report.probes().stream().map(CapacitySession::probe).toList());
        if (step instanceof Found found) {
          report = report.ended(ended(found));
          report.write(inputs.dir());
          return report;
        }
        run((Try) step, store);
      }
    }
    return report;
  }

  private void run(Try next, BackingStore store) {
    int number = report.probes().size() + 1;
    Run run = run(number, next.ratePerSecond(), store);
    if (interrupted) {
      return;
    }
    CapacityEntry probe =
        CapacityEntry.of(number, next.ratePerSecond(), next.phase().word(), run, inputs.slos());
    report = report.with(probe);
    report.write(inputs.dir());
    tell(CapacityText.line(probe));
    long endNanos = time.nanos() + QUIET_NANOS_MAX;
    while (!target.quiet() && !interrupted && time.nanos() - endNanos < 0) {
      time.until(time.nanos() + LOOK_NANOS);
    }
  }

  private Run run(int number, double ratePerSecond, BackingStore store) {
    Scenario scenario = scenarios.at(decimal(ratePerSecond));
    Plan plan = inputs.plan().probe(scenario, begun() + 1);
    RunInputs own = inputs.probe(folder(number, scenario), plan, target);
    var calibrated = new Calibrator(time, Driver.workers(machine.cores()), machine.cores(), 1)
        .beforeRun(ratePerSecond, Calibrator.file(System.getenv()), machine);
    Instant startedAt = Instant.now();
    Manifest manifest = Manifest.started(
        RunId.of(startedAt, number),
        BuildInfo.version(),
        BuildInfo.commit(),
        startedAt,
        own.effective(),
        Map.of("seed", scenario.seed()),
        Manifest.Shard.WHOLE,
        plan.planned(),
        machine,
        calibrated.calibration());
    var sending = new Driver(scenario, time, machine.cores(), calibrated.pacer());
    driver = sending;
    if (interrupted) {
      sending.interrupt(); // the first call may have come before there was a driver
    }
    var progress = new Progress(err, true, false);
    return new RunSession(own, manifest, time, sending, progress).runOver(store);
  }

  /** How many probes were begun, those included that were interrupted: each has stored its blobs. */
  private int begun() {
    try (Stream<Path> entries = Files.list(inputs.dir())) {
      return (int) entries
          .filter(entry -> entry.getFileName().toString().startsWith(FOLDER_PREFIX))
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(inputs.dir() + ": cannot be listed: " + e.getMessage(), e);
    }
  }

  /** A folder of its own; an interrupted probe has left one that is not whole. */
  private Path folder(int number, Scenario scenario) {
    String name = String.format(
        Locale.ROOT, FOLDER_PREFIX + "%02d-%s", number, scenario.rate().toPlainString());
    Path folder = inputs.dir().resolve(name);
    for (int again = 2; Files.exists(folder); again++) {
      folder = inputs.dir().resolve(name + "-" + again);
    }
    return folder;
  }

  private static BigDecimal decimal(double ratePerSecond) {
    return BigDecimal.valueOf(ratePerSecond).stripTrailingZeros();
  }

  private static CapacityProbe probe(CapacityEntry entry) {
    return new CapacityProbe(
        entry.ratePerSecond(),
        CapacityProbe.Phase.ofWord(entry.phase()),
        CapacityProbe.Answer.valueOf(entry.answer().name()),
        Objects.requireNonNullElse(entry.ofBound(), Double.NaN));
  }

  private CapacityReport.Found ended(Found found) {
    boolean known = found.ratePerSecond() > 0;
    double high = found.highPerSecond();
    return new CapacityReport.Found(
        found.kind().word(),
        found.kind().sentence(),
        known ? found.ratePerSecond() : null,
        known ? found.lowPerSecond() : null,
        known && high < Double.POSITIVE_INFINITY ? high : null,
        Double.isNaN(found.descent()) ? null : found.descent());
  }

  private void tell(String line) {
    if (!quiet) {
      err.println(line);
    }
  }
}
