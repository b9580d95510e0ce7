package stampede.results.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import stampede.results.Json;
import stampede.store.BadInputException;

/**
 * One check of a base against itself, or against itself delayed: a line of the log of a self-test on a
 * real machine.
 *
 * @param effectPercent by which the candidate was delayed
 * @param found the ids of the checks that were flagged and confirmed
 * @param loadAverage of the machine, the median over the pairs; 0 where it does not tell
 */
public record RealCheck(
    int formatVersion,
    Instant startedAt,
    String commit,
    int effectPercent,
    GateResult verdict,
    int exitCode,
    int pairs,
    int confirmationPairs,
    double elapsedSeconds,
    double loadAverage,
    List<String> found,
    String sentence) {
  private static final int FORMAT_VERSION = 1;

  /** Copies the list. */
  public RealCheck {
    found = List.copyOf(found);
  }

  /** Of a verdict on a candidate that was delayed. */
  public static RealCheck of(Instant startedAt, int effectPercent, GateVerdict verdict) {
    OptionalDouble load = median(verdict.noise().stream()
        .mapToDouble(pair -> pair.noise().getOrDefault("loadAverage", 0.0))
        .sorted()
        .toArray());
    return new RealCheck(
        FORMAT_VERSION,
        startedAt,
        verdict.commit(),
        effectPercent,
        verdict.verdict(),
        verdict.exitCode(),
        verdict.pairs(),
        verdict.confirmationPairs(),
        verdict.elapsedSeconds(),
        load.orElse(0),
        verdict.checks().stream()
            .filter(entry -> entry.verdict() == Decision.Result.REGRESSION)
            .map(GateVerdict.Entry::id)
            .toList(),
        verdict.sentence());
  }

  static OptionalDouble median(double[] sorted) {
    int last = sorted.length - 1;
    return last < 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((sorted[last / 2] + sorted[(last + 1) / 2]) / 2);
  }

  /** Adds its line to a log. */
  public void append(Path log) {
    try {
      Files.writeString(
          log,
          Json.compact(this) + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(log + ": cannot be written: " + e.getMessage(), e);
    }
  }

  /**
   * The whole lines of a log; none where there is no log.
   *
   * @throws BadInputException where a line is no such check
   */
  public static List<RealCheck> read(Path log) {
    List<RealCheck> checks = new ArrayList<>();
    if (!Files.exists(log)) {
      return checks;
    }
    try {
      String text = Files.readString(log, StandardCharsets.UTF_8);
      for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
        checks.add(Json.convert(log, Json.parse(log, line), RealCheck.class));
      }
    } catch (IOException e) {
      throw new BadInputException(
          log.toString(), "cannot be read: " + e.getMessage(), "the log of a self-test", e);
    }
    return checks;
  }
}
