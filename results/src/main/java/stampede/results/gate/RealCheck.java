package stampede.results.gate;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import stampede.results.AtomicFile;
import stampede.results.BoundedFile;
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
  private static final int BYTES_MAX = 8 << 20;

  /** Checks that nothing is missing, and copies the list. */
  public RealCheck {
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(commit, "commit");
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(sentence, "sentence");
    requireFigure("elapsedSeconds", elapsedSeconds);
    requireFigure("loadAverage", loadAverage);
    found = List.copyOf(found);
  }

  private static void requireFigure(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be >= 0 and finite: " + value);
    }
  }

  /** Of a verdict on a candidate that was delayed. */
  public static RealCheck of(Instant startedAt, int effectPercent, GateVerdict verdict) {
    double load = Median.of(verdict.noise().stream()
        .mapToDouble(pair -> pair.noise().getOrDefault("loadAverage", 0.0))
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
        Double.isNaN(load) ? 0 : load,
        verdict.checks().stream()
            .filter(entry -> entry.verdict() == Decision.Result.REGRESSION)
            .map(GateVerdict.Entry::id)
            .toList(),
        verdict.sentence());
  }

  /**
   * Adds its line to a log, behind the last whole one.
   *
   * @throws BadInputException where the log cannot be read
   * @throws UncheckedIOException where it cannot be written
   */
  public void append(Path log) {
    AtomicFile.write(log.toAbsolutePath(), wholeLines(log) + Json.compact(this) + "\n");
  }

  /**
   * The whole lines of a log; none where there is no log.
   *
   * @throws BadInputException where a line is no such check
   */
  public static List<RealCheck> read(Path log) {
    List<RealCheck> checks = new ArrayList<>();
    wholeLines(log).lines().forEach(line -> {
      var place = Path.of(log + ":" + (checks.size() + 1));
      checks.add(Json.convert(place, Json.parse(place, line), RealCheck.class));
    });
    return checks;
  }

  /** What a log holds, but for a last line that has lost its end. */
  private static String wholeLines(Path log) {
    byte[] bytes = BoundedFile.read(log, BYTES_MAX, "the log of a self-test");
    String text = bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    return text.substring(0, text.lastIndexOf('\n') + 1);
  }
}
