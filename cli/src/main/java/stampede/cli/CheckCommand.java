package stampede.cli;

import static stampede.cli.CommandLines.flag;
import static stampede.cli.CommandLines.value;

import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import stampede.instrument.Series;
import stampede.results.RunId;
import stampede.results.gate.Annotations;
import stampede.results.gate.CheckText;
import stampede.results.gate.GateFile;
import stampede.results.gate.GatePlan;
import stampede.results.gate.GateSettings;
import stampede.results.gate.GateVerdict;
import stampede.store.BadInputException;
import stampede.store.SplitMix;
import stampede.time.Durations;

/** {@code stampede check}: whether a candidate is slower than a base. */
final class CheckCommand {
  static final String DESCRIPTION =
      "Measures a candidate against a base in interleaved pairs and decides whether it is slower."
          + " Exit 0 where it is not, 1 where it is, 3 where that is not known, 4 where the"
          + " measurement is not to be trusted.";

  /** A check of a lower one would not end in its time. */
  private static final int RATE_MIN = 200;

  private final ParseResult arguments;
  private final PrintStream out;
  private final PrintStream err;

  CheckCommand(ParseResult arguments, PrintStream out, PrintStream err) {
    this.arguments = arguments;
    this.out = out;
    this.err = err;
  }

  /** Adds the arguments of the command. */
  static CommandSpec specify(CommandSpec spec) {
    spec.addOption(value("--base", "ARM", "what is compared with: " + ArmSpec.EXPECTED));
    spec.addOption(value("--candidate", "ARM", "what is compared: likewise"));
    spec.addOption(value("--mode", "WORD", "loader, slices or forks; default loader"));
    spec.addOption(value(
        "--rate",
        "RATE",
        "with slices: offer so many requests a second, and judge response times"));
    spec.addOption(value("--gate", "FILE", "the rule, a gate.json; default the standard rule"));
    spec.addOption(value(
        "--measure",
        "TEXT",
        "how long a pair measures, at most, once each arm has 400 of each request; default 4s"));
    spec.addOption(value(
        "--warmup",
        "TEXT",
        "how long the same traffic goes before, in no figure, at most; default 3s"));
    spec.addOption(value("--seed", "NUMBER", "of the order and the traffic; default drawn"));
    spec.addOption(
        value("--out", "DIR", "the folder of the check, absent or empty; default checks/<id>"));
    spec.addOption(flag("--plan", "measure the base alone, and tell what a wanted effect costs"));
    spec.addOption(value("--effect", "PERCENT", "with --plan: how much slower; default 10"));
    spec.addOption(flag("--print-gate", "print the rule in effect and stop"));
    spec.addOption(flag("--json", "verdict.json on stdout, nothing else"));
    spec.addOption(flag("--quiet", "no progress on stderr"));
    return spec;
  }

  int call() {
    Instant startedAt = Instant.now();
    Double rate = rate();
    String gateFile = arguments.matchedOptionValue("--gate", (String) null);
    GateSettings gate = gate(gateFile == null ? null : Path.of(gateFile), rate != null, startedAt);
    boolean plan = arguments.hasMatchedOption("--plan");
    refuse(plan ? List.of("--candidate", "--out") : List.of("--effect"), plan, "--plan");
    refuse(rate == null ? List.of() : List.of("--warmup", "--measure"), true, "--rate");
    if (arguments.hasMatchedOption("--print-gate")) {
      out.print(GateFile.text(gate));
      return ExitCode.PASS;
    }
    PairMode mode =
        PairMode.ofWord("--mode", arguments.matchedOptionValue("--mode", PairMode.LOADER.word()));
    if (rate != null && mode != PairMode.SLICES) {
      throw new BadInputException("--rate", rate.toString(), "it with --mode slices alone");
    }
    ArmSpec base = arm("--base");
    ArmSpec candidate = plan ? base : arm("--candidate");
    long seed = seed();
    Path dir = Path.of(
        arguments.matchedOptionValue("--out", "checks/" + RunId.of(startedAt, SplitMix.mix(seed))));
    PairSpec.Lengths lengths = rate == null ? lengths() : PairSpec.Lengths.OPEN;
    var session = new CheckSession(base, candidate, mode, rate, gate, lengths, seed, dir);
    var progress = new Progress(
        err, arguments.hasMatchedOption("--quiet"), Boolean.getBoolean("stampede.terminal"));
    try (var time = new SystemTime()) {
      if (plan) {
        return plan(session, startedAt, progress, time);
      }
      boolean json = arguments.hasMatchedOption("--json");
      return session
          .run(startedAt, progress, time, verdict -> tell(dir, verdict, json, out))
          .exitCode();
    }
  }

  /** Tells a verdict whose files lie in {@code dir}. */
  static void tell(Path dir, GateVerdict verdict, boolean json, PrintStream out) {
    out.print(json ? verdict.toJson() : CheckText.of(verdict, dir));
    if (!json && "true".equals(System.getenv("GITHUB_ACTIONS"))) {
      Annotations.of(verdict).forEach(out::println);
    }
  }

  private int plan(CheckSession session, Instant startedAt, Progress progress, SystemTime time) {
    String percent = arguments.matchedOptionValue("--effect", "10");
    if (!percent.matches("\\d{1,3}(\\.\\d{1,3})?") || Double.parseDouble(percent) == 0) {
      throw new BadInputException("--effect", percent, "a plain decimal above 0, in percent");
    }
    GatePlan plan = session.plan(Double.parseDouble(percent) / 100, startedAt, progress, time);
    out.print(arguments.hasMatchedOption("--json") ? plan.toJson() : plan.toText());
    return ExitCode.PASS;
  }

  /** Refuses options that mean nothing beside, or without, another one. */
  private void refuse(List<String> options, boolean with, String other) {
    for (String option : options) {
      if (arguments.hasMatchedOption(option)) {
        String how = with ? "with" : "without";
        throw new BadInputException(
            option, how + " " + other, "it only " + (with ? "without" : "with") + " " + other);
      }
    }
  }

  private ArmSpec arm(String option) {
    String text = arguments.matchedOptionValue(option, (String) null);
    if (text == null) {
      throw new BadInputException(option, "not given", "an arm: " + ArmSpec.EXPECTED);
    }
    return ArmSpec.parse(option, text);
  }

  private PairSpec.Lengths lengths() {
    PairSpec.Lengths standard = PairSpec.Lengths.DEFAULT;
    return new PairSpec.Lengths(
        standard.warmUpRounds(),
        nanos("--warmup", standard.warmUpNanosMax()),
        standard.rounds(),
        nanos("--measure", standard.measureNanosMax()),
        standard.roundsMin());
  }

  private long nanos(String option, long standardNanos) {
    String text = arguments.matchedOptionValue(option, (String) null);
    if (text == null) {
      return standardNanos;
    }
    long nanos = -1;
    try {
      nanos = Durations.parseNanos(text);
    } catch (IllegalArgumentException e) {
      // Told below, as one out of bounds.
    }
    if (nanos < 1_000_000L || nanos > 600_000_000_000L) {
      throw new BadInputException(option, text, "a duration from 1ms to 10m");
    }
    return nanos;
  }

  private long seed() {
    String text = arguments.matchedOptionValue("--seed", (String) null);
    if (text == null) {
      return drawnSeed();
    }
    if (!text.matches("\\d{1,18}")) {
      throw new BadInputException("--seed", text, "a whole number of at most 18 digits");
    }
    return Long.parseLong(text);
  }

  private @Nullable Double rate() {
    String text = arguments.matchedOptionValue("--rate", (String) null);
    if (text == null) {
      return null;
    }
    if (!text.matches("\\d{1,9}(\\.\\d{1,6})?") || Double.parseDouble(text) < RATE_MIN) {
      throw new BadInputException(
          "--rate",
          text,
          "a plain decimal from " + RATE_MIN + ": a pair offers " + PairSpec.Lengths.OPEN.rounds()
              + " requests to each arm");
    }
    return Double.valueOf(text);
  }

  static long drawnSeed() {
    return new SecureRandom().nextLong() >>> 1;
  }

  /**
   * The rule of a file, or the standard rule where there is none.
   *
   * @throws BadInputException where the file is none, or asks for what such a loop does not measure
   */
  static GateSettings gate(@Nullable Path file, boolean open, Instant startedAt) {
    GateSettings standard = open ? GateSettings.open() : GateSettings.standard();
    if (file == null) {
      return standard;
    }
    GateSettings gate =
        GateFile.read(file, standard, startedAt.atZone(ZoneOffset.UTC).toLocalDate());
    List<Series> measured = open ? PairMain.OpenTimings.SERIES : PairLoop.SERIES;
    gate.checks().forEach(check -> {
      if (!measured.contains(check.series())) {
        throw new BadInputException(
            file.toString(),
            check.series().tag(),
            "what " + (open ? "an open" : "a closed") + " loop measures: "
                + measured.stream().map(Series::tag).collect(Collectors.joining(", ")));
      }
    });
    return gate;
  }
}
