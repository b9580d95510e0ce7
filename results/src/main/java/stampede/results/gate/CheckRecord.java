package stampede.results.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import stampede.instrument.Clock;
import stampede.results.Manifest;

/**
 * What a check of a candidate against a base was asked to do: {@code check.json}.
 *
 * @param mode {@code loader}, {@code slices} or {@code forks}
 * @param clock of its request series: {@code service}, or in an open loop {@code response}
 * @param loop {@code closed} or {@code open}
 * @param concurrency how many requests are under way at most; null in an open loop
 * @param ratePerSecond of an open loop; null in a closed one
 * @param settings of the traffic
 * @param gate the rule, nothing left out
 * @param ended null while it lasts, and for ever where it was killed
 */
public record CheckRecord(
    int formatVersion,
    String checkId,
    String version,
    String commit,
    Instant startedAt,
    String mode,
    String clock,
    String loop,
    @Nullable Integer concurrency,
    @Nullable Double ratePerSecond,
    ArmText base,
    ArmText candidate,
    Map<String, String> settings,
    long seed,
    ObjectNode gate,
    Manifest.Environment environment,
    @Nullable Ended ended) {
  /** The format that this version writes, and the only one that it reads. */
  public static final int FORMAT_VERSION = 1;

  private static final double SECONDS_MAX = 1e7;
  private static final Instant STARTED_AT_MAX = Instant.parse("9999-12-31T00:00:00Z");
  private static final int PROBLEM_CHARS_MAX = 1000;

  /**
   * An arm.
   *
   * @param text as it was given, redacted
   * @param files its jars, by name with the SHA-256 of their bytes in hexadecimal
   */
  public record ArmText(String text, List<FileHash> files) {
    /** Checks that nothing is missing, and copies the list. */
    public ArmText {
      Objects.requireNonNull(text, "text");
      files = List.copyOf(files);
    }
  }

  /** A file and the SHA-256 of its bytes in hexadecimal. */
  public record FileHash(String name, String sha256) {
    /** Checks that nothing is missing. */
    public FileHash {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(sha256, "sha256");
    }

    /** Of a file; of a directory only the name. */
    public static FileHash of(Path file) {
      return new FileHash(
          String.valueOf(file.getFileName()),
          Files.isDirectory(file) ? "directory" : CheckFolder.sha256Of(file));
    }
  }

  /**
   * How it ended.
   *
   * @param pairs how many pairs the first batch has
   * @param problem why it could not go on, for example a crash of an arm; null where it did. Cut
   *     after 1,000 characters: an arm may say anything
   */
  public record Ended(
      int pairs,
      int confirmationPairs,
      double elapsedSeconds,
      @Nullable String problem) {
    /** Checks the bounds and cuts the problem. */
    public Ended {
      problem = problem == null ? null : cut(problem);
      if (pairs < 0 || confirmationPairs < 0) {
        throw new IllegalArgumentException(
            "pairs must be >= 0: " + pairs + " and " + confirmationPairs);
      }
      if (!(elapsedSeconds >= 0 && elapsedSeconds <= SECONDS_MAX)) {
        throw new IllegalArgumentException(
            "elapsedSeconds must be in [0, " + SECONDS_MAX + "]: " + elapsedSeconds);
      }
    }
  }

  /** A problem that may hold anything, cut after 1,000 characters. */
  static String cut(String problem) {
    return problem.length() <= PROBLEM_CHARS_MAX
        ? problem
        : problem.substring(0, PROBLEM_CHARS_MAX) + "...";
  }

  /** Checks that nothing is missing, and copies the settings. */
  public CheckRecord {
    Objects.requireNonNull(checkId, "checkId");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(commit, "commit");
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(clock, "clock");
    Objects.requireNonNull(loop, "loop");
    Objects.requireNonNull(base, "base");
    Objects.requireNonNull(candidate, "candidate");
    Objects.requireNonNull(gate, "gate");
    Objects.requireNonNull(environment, "environment");
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    settings.forEach((name, value) -> Objects.requireNonNull(value, name));
    if (startedAt.isBefore(Instant.EPOCH) || startedAt.isAfter(STARTED_AT_MAX)) {
      throw new IllegalArgumentException(
          "startedAt must be from 1970 to " + STARTED_AT_MAX + ": " + startedAt);
    }
    if (concurrency != null && concurrency < 1) {
      throw new IllegalArgumentException("concurrency must be >= 1: " + concurrency);
    }
    if (ratePerSecond != null && !(ratePerSecond > 0 && ratePerSecond <= 1e9)) {
      throw new IllegalArgumentException("ratePerSecond must be in (0, 1e9]: " + ratePerSecond);
    }
  }

  /**
   * A check that begins: of an open loop where it has a rate, else of a closed loop of one request at a
   * time.
   *
   * @param mode how the arms share the machine
   */
  public static CheckRecord started(
      String checkId,
      String version,
      String commit,
      Instant startedAt,
      String mode,
      @Nullable Double ratePerSecond,
      ArmText base,
      ArmText candidate,
      Map<String, String> settings,
      long seed,
      GateSettings gate,
      Manifest.Environment environment) {
    return new CheckRecord(
        FORMAT_VERSION,
        checkId,
        version,
        commit,
        startedAt,
        mode,
        (ratePerSecond == null ? Clock.SERVICE : Clock.RESPONSE).word(),
        ratePerSecond == null ? "closed" : "open",
        ratePerSecond == null ? 1 : null,
        ratePerSecond,
        base,
        candidate,
        settings,
        seed,
        GateFile.tree(gate),
        environment,
        null);
  }

  /** The same check when it has ended. */
  public CheckRecord ended(Ended how) {
    return new CheckRecord(
        formatVersion,
        checkId,
        version,
        commit,
        startedAt,
        mode,
        clock,
        loop,
        concurrency,
        ratePerSecond,
        base,
        candidate,
        settings,
        seed,
        gate,
        environment,
        how);
  }

  /** The day on which it began, in UTC: waivers are held against it. */
  LocalDate day() {
    return startedAt.atZone(ZoneOffset.UTC).toLocalDate();
  }
}
