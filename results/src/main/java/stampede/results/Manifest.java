package stampede.results;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import stampede.instrument.Clock;
import stampede.store.BadInputException;

/**
 * What a run was: {@code manifest.json} of its folder.
 *
 * @param formatVersion the format of the whole folder
 * @param endedAt null while the run lasts, and for ever where its process was killed
 * @param scenario the settings under their long option names in camelCase; repeatable ones joined
 *     by commas, secrets redacted
 * @param planned the requests of the plan; null where a closed loop has none
 * @param calibration what the machine could measure just before; null where it was not tried
 * @param verdict null while {@code endedAt} is
 */
public record Manifest(
    int formatVersion,
    String runId,
    String version,
    String commit,
    Instant startedAt,
    @Nullable Instant endedAt,
    Map<String, String> scenario,
    Map<String, Long> seeds,
    Shard shard,
    @Nullable Long planned,
    Environment environment,
    @Nullable Calibration calibration,
    @Nullable Verdict verdict) {
  /** The format that this version writes, and the only one that it reads. */
  public static final int FORMAT_VERSION = 1;

  static final String FILE = "manifest.json";

  /** Which part of the plan this process ran: {@code index} of {@code count}, from 0. */
  public record Shard(int index, int count) {
    /** The whole plan. */
    public static final Shard WHOLE = new Shard(0, 1);

    /** Checks the bounds. */
    public Shard {
      if (index < 0 || index >= count) {
        throw new IllegalArgumentException(
            "index must be in [0, count): " + index + " of " + count);
      }
    }
  }

  /**
   * Where a run ran.
   *
   * @param cores the processors that the process may use
   * @param flags the arguments of the JVM
   * @param clockNanos what one reading of the clock costs
   * @param distributionHash of the built program; null where it is not known
   */
  public record Environment(
      String os,
      String cpu,
      int cores,
      String jvm,
      List<String> flags,
      long clockNanos,
      @Nullable String distributionHash) {
    /** Checks that nothing is missing. */
    public Environment {
      Objects.requireNonNull(os, "os");
      Objects.requireNonNull(cpu, "cpu");
      Objects.requireNonNull(jvm, "jvm");
      flags = List.copyOf(flags);
    }
  }

  /** Checks that nothing is missing. */
  public Manifest {
    Objects.requireNonNull(runId, "runId");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(commit, "commit");
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(shard, "shard");
    Objects.requireNonNull(environment, "environment");
    scenario = Collections.unmodifiableMap(new LinkedHashMap<>(scenario));
    seeds = Collections.unmodifiableMap(new LinkedHashMap<>(seeds));
  }

  /**
   * How many users its loop has, of jobs the most operations in flight, where it is closed; null where
   * it is open.
   */
  public @Nullable Integer closed() {
    String users = scenario.get("closed");
    return users == null ? null : Integer.valueOf(users);
  }

  /** Whether its requests are those of jobs: then it has a beginning and an end by intent. */
  boolean ofJobs() {
    return scenario.containsKey("jobs");
  }

  /** The clock of what its requests took: response, or of a closed loop, which has none, service. */
  Clock requestClock() {
    return requestClock(closed());
  }

  static Clock requestClock(@Nullable Integer closed) {
    return closed == null ? Clock.RESPONSE : Clock.SERVICE;
  }

  /** The manifest of a run that starts. */
  public static Manifest started(
      String runId,
      String version,
      String commit,
      Instant startedAt,
      Map<String, String> scenario,
      Map<String, Long> seeds,
      Shard shard,
      @Nullable Long planned,
      Environment environment,
      @Nullable Calibration calibration) {
    return new Manifest(
        FORMAT_VERSION,
        runId,
        version,
        commit,
        startedAt,
        null,
        scenario,
        seeds,
        shard,
        planned,
        environment,
        calibration,
        null);
  }

  /** The same run when it has ended. */
  Manifest ended(Instant at, Verdict judged) {
    return new Manifest(
        formatVersion,
        runId,
        version,
        commit,
        startedAt,
        at,
        scenario,
        seeds,
        shard,
        planned,
        environment,
        calibration,
        judged);
  }

  void write(Path dir) {
    AtomicFile.write(dir.resolve(FILE), Json.text(this));
  }

  static Manifest read(Path dir) {
    Path file = dir.resolve(FILE);
    ObjectNode tree = Json.read(file);
    if (tree == null) {
      throw new BadInputException(dir.toString(), "no " + FILE, "the folder of a run");
    }
    Json.requireFormat(file, tree, FORMAT_VERSION);
    return Json.convert(file, tree, Manifest.class);
  }
}
