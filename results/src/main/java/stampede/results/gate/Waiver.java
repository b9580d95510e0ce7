package stampede.results.gate;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Lets a check regress for a while.
 *
 * @param check the id of the check
 * @param until the last day on which it holds; afterwards it is an error, so that none is forgotten
 * @param issue where the regression is dealt with; null where it is nowhere
 */
public record Waiver(
    String check, LocalDate until, String reason, @Nullable String issue) {
  boolean expiredOn(LocalDate day) {
    return day.isAfter(until);
  }
}
