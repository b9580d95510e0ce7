package stampede.cli;

import static stampede.cli.CommandLines.flag;
import static stampede.cli.CommandLines.value;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import stampede.results.Calibration;
import stampede.results.CalibrationFile;
import stampede.results.Manifest;
import stampede.store.BadInputException;

/** {@code stampede calibrate}: measures what this machine can measure, and keeps it for runs. */
final class CalibrateCommand {
  static final String DESCRIPTION =
      "Measures what this machine can measure: the clock, how late waits end, what a request costs"
          + " where nothing is to be done. Keeps it, so that runs show it beside their figures.";

  private static final int EFFORT = 10;
  private static final int RATE = 1_000;

  private final ParseResult arguments;
  private final PrintStream out;

  CalibrateCommand(ParseResult arguments, PrintStream out) {
    this.arguments = arguments;
    this.out = out;
  }

  /** Adds the arguments of the command. */
  static CommandSpec specify(CommandSpec spec) {
    spec.addOption(
        value("--rate", "N", "requests a second that the waits are tried for; default " + RATE));
    spec.addOption(value(
        "--out",
        "FILE",
        "where to keep it; default ~/.cache/stampede/calibration.json, where runs" + " look"));
    spec.addOption(flag("--json", "one JSON object on stdout, nothing else"));
    return spec;
  }

  int call() {
    double rate = rate(arguments.matchedOptionValue("--rate", String.valueOf(RATE)));
    Map<String, String> environment = System.getenv();
    String given = arguments.matchedOptionValue("--out", "");
    Path file = given.isEmpty() ? Calibrator.file(environment) : Path.of(given);
    try (var time = new SystemTime()) {
      Manifest.Environment machine = MachineInfo.read(time);
      var calibrator =
          new Calibrator(time, Driver.workers(machine.cores()), machine.cores(), EFFORT);
      Calibration calibration = calibrator.measure(rate, true).calibration();
      var kept = CalibrationFile.of(machine, calibration);
      keep(kept, file);
      if (arguments.hasMatchedOption("--json")) {
        out.print(kept.toJson());
      } else {
        out.println(
            "machine: " + machine.cpu() + ", " + machine.cores() + " cores, " + machine.jvm());
        out.print(calibration.table());
        out.println(calibration.line());
        out.println("kept: " + file);
      }
    }
    return ExitCode.PASS;
  }

  private static void keep(CalibrationFile kept, Path file) {
    try {
      kept.write(file);
    } catch (UncheckedIOException e) {
      throw new BadInputException("--out", String.valueOf(e.getMessage()), "a file to write", e);
    }
  }

  private static double rate(String text) {
    double rate = text.matches("\\d{1,10}(\\.\\d+)?") ? Double.parseDouble(text) : 0;
    if (rate > 0 && rate <= 1e9) {
      return rate;
    }
    throw new BadInputException("--rate", text, "a plain decimal above 0, at most 1000000000");
  }
}
