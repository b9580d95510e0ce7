package stampede.cli;

import static stampede.cli.CommandLines.flag;
import static stampede.cli.CommandLines.value;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import stampede.loadgen.Capacity;
import stampede.loadgen.CapacityStep.Kind;
import stampede.loadgen.Scenario;
import stampede.loadgen.ScenarioKey;
import stampede.loadgen.Setting;
import stampede.results.CapacityReport;
import stampede.results.CapacityText;
import stampede.results.RunId;
import stampede.store.BadInputException;

/** {@code stampede capacity}: the highest rate at which objectives hold. */
final class CapacityCommand {
  static final String DESCRIPTION =
      "Searches the highest rate at which objectives hold: climbs, narrows, tries the rates around"
          + " the knee again in a drawn order and from above. Exit 0 where it is found, 1 where the"
          + " lowest rate fails, 3 where the search cannot say.";

  private static final Pattern RATE = Pattern.compile("\\d{1,12}(\\.\\d{1,6})?");

  /** What a search sets itself, or has no use for. */
  private static final Set<String> NOT_TAKEN = Set.of(
      "duration",
      "rate",
      "phases",
      "closed",
      "trace",
      "speed",
      "statsd",
      "statsdPrefix",
      "statsdFlavor",
      "statsdRequests",
      "statsdSampleRate",
      "statsdOverflow");

  /** In place of a run's own: a search has many runs. */
  private static final Map<String, String> DEFAULTS = Map.of("warmup", "2s", "drain", "5s");

  private final ParseResult arguments;
  private final PrintStream out;
  private final PrintStream err;

  CapacityCommand(ParseResult arguments, PrintStream out, PrintStream err) {
    this.arguments = arguments;
    this.out = out;
    this.err = err;
  }

  /** Adds the arguments of the command. */
  static CommandSpec specify(CommandSpec spec) {
    ScenarioArguments.specify(spec, keys());
    spec.addOption(value("--rate-min", "RATE", "the lowest rate; default 500"));
    spec.addOption(value("--rate-max", "RATE", "the highest rate; default 1000000"));
    spec.addOption(value("--probe-duration", "TEXT", "how long each rate is tried; default 10s"));
    spec.addOption(value("--probes", "COUNT", "the most rates to try, 10 to 1000; default 15"));
    spec.addOption(
        value("--out", "DIR", "the folder of the search, absent or empty; default runs/<id>"));
    spec.addOption(flag("--resume", "go on with the search that --out holds"));
    spec.addOption(flag("--json", "one JSON object on stdout, nothing else"));
    spec.addOption(flag("--quiet", "no progress on stderr"));
    return spec;
  }

  private static List<ScenarioKey> keys() {
    return Scenario.keys().stream()
        .filter(key -> !NOT_TAKEN.contains(key.name()))
        .map(CapacityCommand::withDefault)
        .toList();
  }

  private static ScenarioKey withDefault(ScenarioKey key) {
    return new ScenarioKey(
        key.name(),
        key.meaning(),
        DEFAULTS.getOrDefault(key.name(), key.defaultText()),
        key.expected(),
        key.repeatable(),
        key.flag());
  }

  int call() {
    BigDecimal lowest = rate("--rate-min", "500");
    BigDecimal highest = rate("--rate-max", "1000000");
    if (highest.compareTo(lowest) <= 0) {
      throw new BadInputException(
          "--rate-max",
          highest.toPlainString(),
          "a rate above --rate-min, " + lowest.toPlainString());
    }
    Probes probes = probes();
    Scenario scenario = probes.at(lowest);
    if (scenario.slos().isEmpty()) {
      throw new BadInputException("--slo", "not given", "an objective such as load.p99<5ms");
    }
    if (scenario.statsd() != null) {
      throw new BadInputException(
          scenario.source("statsd"), "given", "none: a search ships nothing");
    }
    if (scenario.trace() != null) {
      throw new BadInputException(
          scenario.source("trace"), "given", "none: only a cache that is cold replays a trace");
    }
    var search =
        new Capacity(lowest.doubleValue(), highest.doubleValue(), count(), scenario.seed());
    CapacityReport report;
    try (var time = new SystemTime()) {
      report = search(search, probes, scenario, time);
    }
    out.print(arguments.hasMatchedOption("--json") ? report.toJson() : CapacityText.of(report));
    return exitCode(report);
  }

  @SuppressWarnings("try") // the interruption is only to be closed
  private CapacityReport search(
      Capacity search, Probes probes, Scenario scenario, SystemTime time) {
    Instant startedAt = Instant.now();
    boolean resume = arguments.hasMatchedOption("--resume");
    Path dir = Path.of(arguments.matchedOptionValue(
        "--out", "runs/" + RunId.of(startedAt, new SecureRandom().nextLong())));
    CapacityReport kept = resume ? CapacityReport.read(dir) : null;
    RunInputs inputs = resume
        ? RunInputs.openAgain(scenario, dir, System.getenv(), time)
        : RunInputs.open(scenario, dir, System.getenv(), time);
    CapacityReport begun = CapacityReport.started(
        BuildInfo.version(),
        BuildInfo.commit(),
        startedAt,
        inputs.effective(),
        search.lowestPerSecond(),
        search.highestPerSecond(),
        search.probesMax());
    if (kept != null && !kept.goesOnAs(begun)) {
      throw new BadInputException(
          "--resume", dir.toString(), "the settings that the search was begun with");
    }
    boolean quiet = arguments.hasMatchedOption("--quiet");
    var session =
        new CapacitySession(inputs, probes, search, kept == null ? begun : kept, time, err, quiet);
    try (var interruption = new Interruption(session::interrupt);
        var store = new RunStore(inputs, false, time)) {
      return session.run(store);
    }
  }

  /** The scenario at any rate. */
  private Probes probes() {
    var given = new ScenarioArguments(arguments, keys());
    List<Setting> file = new ArrayList<>(given.ofFile());
    DEFAULTS.forEach((key, text) -> {
      if (file.stream().noneMatch(setting -> setting.key().equals(key))) {
        file.add(new Setting(key, text, "default"));
      }
    });
    String duration = arguments.matchedOptionValue("--probe-duration", "10s");
    return rate -> {
      List<Setting> options = new ArrayList<>(given.ofOptions());
      options.add(new Setting("rate", rate.toPlainString(), "--rate-min"));
      options.add(new Setting("duration", duration, "--probe-duration"));
      return Scenario.of(file, options);
    };
  }

  /** Gives the scenario of a probe. */
  interface Probes {
    Scenario at(BigDecimal ratePerSecond);
  }

  private BigDecimal rate(String option, String defaultText) {
    String text = arguments.matchedOptionValue(option, defaultText);
    if (!RATE.matcher(text).matches() || new BigDecimal(text).signum() == 0) {
      throw new BadInputException(option, text, "a plain decimal above 0");
    }
    return new BigDecimal(text);
  }

  private int count() {
    String text = arguments.matchedOptionValue("--probes", "15");
    int count = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
    if (count < Capacity.PROBES_MIN || count > 1000) {
      throw new BadInputException(
          "--probes", text, "a whole number from " + Capacity.PROBES_MIN + " to 1000");
    }
    return count;
  }

  private static int exitCode(CapacityReport report) {
    CapacityReport.Found found = report.found();
    if (found == null) {
      return ExitCode.SUSPECT;
    }
    return switch (Kind.ofWord(found.kind())) {
      case KNEE, ABOVE_HIGHEST -> ExitCode.PASS;
      case BELOW_LOWEST -> ExitCode.BROKEN;
      case GENERATOR_LIMITED, UNDECIDED -> ExitCode.SUSPECT;
    };
  }
}
