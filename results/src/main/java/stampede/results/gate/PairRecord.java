package stampede.results.gate;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import stampede.instrument.Series;
import stampede.results.Manifest;

/**
 * One pair: what its arms took, interleaved, in JVMs that were fresh.
 *
 * @param checkId the check that it belongs to
 * @param number from 1, in its batch
 * @param batch {@code first} or {@code confirmation}
 * @param seed of its draws: the order of the arms, the keys, the blobs
 * @param elapsedMillis from its first JVM's start to its last one's end
 * @param noise what else happened on the machine, by at most 50 names; advice only
 */
public record PairRecord(
    int formatVersion,
    String checkId,
    int number,
    String batch,
    long seed,
    Manifest.Environment environment,
    long elapsedMillis,
    Map<String, Double> noise,
    List<ArmSeries> series) {
  /** The format that this version writes, and the only one that it reads. */
  public static final int FORMAT_VERSION = 1;

  private static final int NOISE_MAX = 50;
  private static final int SERIES_MAX = Arm.values().length * Series.COUNT;

  /** The batch that flags. */
  public static final String FIRST = "first";

  /** The batch that confirms. */
  public static final String CONFIRMATION = "confirmation";

  /** Checks that nothing is missing, and copies the collections. */
  public PairRecord {
    Objects.requireNonNull(checkId, "checkId");
    Objects.requireNonNull(batch, "batch");
    Objects.requireNonNull(environment, "environment");
    series = List.copyOf(series);
    if (series.size() > SERIES_MAX) {
      throw new IllegalArgumentException(
          "series must be " + SERIES_MAX + " at most: " + series.size());
    }
    if (noise.size() > NOISE_MAX) {
      throw new IllegalArgumentException(
          "noise must have " + NOISE_MAX + " names at most: " + noise.size());
    }
    noise = Collections.unmodifiableMap(new TreeMap<>(noise));
    noise.forEach((name, value) -> {
      if (value == null || !Double.isFinite(value)) {
        throw new IllegalArgumentException("noise must be finite: " + name + " is " + value);
      }
    });
  }

  boolean confirms() {
    return batch.equals(CONFIRMATION);
  }
}
