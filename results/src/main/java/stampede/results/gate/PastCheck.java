package stampede.results.gate;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import stampede.results.Json;
import stampede.results.Manifest;
import stampede.store.BadInputException;

/**
 * A line of a history: what a check came to.
 *
 * @param machine a fingerprint of operating system, processor, cores and JVM
 * @param traffic a fingerprint of how it was measured: of all settings, and of nothing that is an
 *     arm's own
 */
record PastCheck(
    int formatVersion,
    String checkId,
    Instant startedAt,
    String commit,
    String machine,
    String traffic,
    GateResult verdict,
    List<Figure> checks) {
  static final int FORMAT_VERSION = 1;

  private static final Pattern COMMIT = Pattern.compile("\\P{Cc}{1,200}");

  /**
   * A check of it.
   *
   * @param ratio of the candidate to the base; null, as the others are, where there is none
   */
  record Figure(
      String id,
      @Nullable Double ratio,
      @Nullable Double baseNanos,
      @Nullable Double candidateNanos) {
    Figure {
      require("id", id, GateFile.ID);
      requireFinite("ratio", ratio);
      requireFinite("baseNanos", baseNanos);
      requireFinite("candidateNanos", candidateNanos);
    }

    private static void requireFinite(String name, @Nullable Double value) {
      if (value != null && !Double.isFinite(value)) {
        throw new IllegalArgumentException(name + " must be finite: " + value);
      }
    }
  }

  PastCheck {
    require("checkId", checkId, GateFile.ID);
    Objects.requireNonNull(startedAt, "startedAt");
    require("commit", commit, COMMIT);
    require("machine", machine, GateFile.ID);
    require("traffic", traffic, GateFile.ID);
    Objects.requireNonNull(verdict, "verdict");
    checks = List.copyOf(checks);
  }

  private static void require(String name, @Nullable String value, Pattern form) {
    if (value == null || !form.matcher(value).matches()) {
      throw new IllegalArgumentException(name + " must match " + form + ": " + value);
    }
  }

  /**
   * Of the folder of a check that has its verdict.
   *
   * @throws BadInputException where it is none
   */
  static PastCheck of(CheckFolder folder) {
    CheckRecord check = folder.check();
    var file = folder.dir().resolve(GateVerdict.FILE);
    var tree = Json.read(file);
    if (tree == null) {
      throw new BadInputException(file.toString(), "no such file", "the verdict of a check");
    }
    GateVerdict verdict = Json.convert(file, tree, GateVerdict.class);
    if (!verdict.checkId().equals(check.checkId())) {
      throw new BadInputException(
          file + ": checkId", verdict.checkId(), check.checkId() + ", as check.json has it");
    }
    try {
      return of(check, verdict);
    } catch (IllegalArgumentException e) {
      throw new BadInputException(
          file.toString(), String.valueOf(e.getMessage()), "the verdict of a check", e);
    }
  }

  private static PastCheck of(CheckRecord check, GateVerdict verdict) {
    Manifest.Environment machine = check.environment();
    return new PastCheck(
        FORMAT_VERSION,
        check.checkId(),
        check.startedAt(),
        check.commit(),
        fingerprint(machine.os(), machine.cpu(), machine.cores(), machine.jvm()),
        fingerprint(
            check.mode(),
            check.clock(),
            check.loop(),
            String.valueOf(check.concurrency()),
            String.valueOf(check.ratePerSecond()),
            check.settings()),
        verdict.verdict(),
        verdict.checks().stream()
            .map(entry ->
                new Figure(entry.id(), entry.ratio(), entry.baseNanos(), entry.candidateNanos()))
            .toList());
  }

  private static String fingerprint(Object... parts) {
    byte[] text = Json.compact(parts).getBytes(StandardCharsets.UTF_8);
    return CheckFolder.sha256(text).substring(0, 8);
  }
}
