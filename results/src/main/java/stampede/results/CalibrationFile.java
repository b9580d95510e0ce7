package stampede.results;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import stampede.store.BadInputException;

/**
 * A calibration that was kept, and of which machine it is.
 *
 * @param environment whose calibration is this one too
 */
public record CalibrationFile(
    int formatVersion, Manifest.Environment environment, Calibration calibration) {
  private static final int FORMAT_VERSION = 1;

  /** One that was just made. */
  public static CalibrationFile of(Manifest.Environment environment, Calibration calibration) {
    return new CalibrationFile(FORMAT_VERSION, environment, calibration);
  }

  /**
   * Writes it, and the directories above it.
   *
   * @throws UncheckedIOException with the path, where it cannot be written
   */
  public void write(Path file) {
    try {
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be made: " + e.getMessage(), e);
    }
    AtomicFile.write(file, toJson());
  }

  /** One JSON object. */
  public String toJson() {
    return Json.text(this);
  }

  /**
   * The floor that a file holds for a machine.
   *
   * @param measuredAfter a machine changes with time: what is older is no more
   * @return null where there is no such file, or it is older, damaged or unreadable, or of another
   *     machine, JVM or format: then the floor is measured anew
   */
  public static Calibration.@Nullable Floor floor(
      Path file, Manifest.Environment environment, Instant measuredAfter) {
    try {
      ObjectNode tree = Json.read(file);
      if (tree == null || tree.path("formatVersion").asInt() != FORMAT_VERSION) {
        return null;
      }
      var kept = Json.convert(file, tree, CalibrationFile.class);
      return kept.of(environment, measuredAfter) ? kept.calibration().floor() : null;
    } catch (BadInputException e) {
      return null; // the next calibration replaces it
    }
  }

  /** Whether it is complete, new enough and of a machine; the fields of a damaged one may be null. */
  @SuppressWarnings({"ConstantConditions", "NullAway"})
  private boolean of(Manifest.Environment other, Instant measuredAfter) {
    return environment != null
        && calibration != null
        && calibration.floor() != null
        && calibration.floor().measuredAt() != null
        && calibration.floor().measuredAt().isAfter(measuredAfter)
        && environment.cpu().equals(other.cpu())
        && environment.cores() == other.cores()
        && environment.jvm().equals(other.jvm())
        && environment.flags().equals(other.flags());
  }
}
