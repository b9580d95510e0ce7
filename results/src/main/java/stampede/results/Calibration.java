package stampede.results;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a machine can measure: what its clock, its waits and the harness itself cost where the cache
 * has nothing to do. A figure of a run that is not far above these is theirs.
 *
 * @param pacing the ways to wait for an intended start, as they were tried
 * @param pacer the one in use, by its word
 */
public record Calibration(Clock clock, List<Pacing> pacing, String pacer, Floor floor) {
  /**
   * A clock.
   *
   * @param readNanos the mean cost of a reading
   * @param stepNanos the least difference of two readings that differ
   */
  public record Clock(double readNanos, long stepNanos) {}

  /**
   * How late waits of one kind ended, all workers waiting at once.
   *
   * @param pacer its word
   * @param waits how many there were
   * @param cpuShare the part of the machine's CPU time that the waiting took, from 0 to 1
   */
  public record Pacing(
      String pacer,
      int waits,
      long p50Nanos,
      long p90Nanos,
      long p99Nanos,
      long maxNanos,
      double cpuShare) {}

  /**
   * What one request costs one thread where nothing has to be done for it: medians of batches.
   *
   * @param hitNanos of a load that is answered from memory
   * @param nullMissNanos of a load that a store without blobs and latency answers at once
   * @param recorderNanos of recording a request's three timings
   * @param relayNanos of offering a timing to be shipped; null where that was not measured
   */
  public record Floor(
      Instant measuredAt,
      double hitNanos,
      double nullMissNanos,
      double recorderNanos,
      @Nullable Double relayNanos) {}

  /** Makes the list immutable. */
  public Calibration {
    pacing = List.copyOf(pacing);
  }

  /** The same, but with a floor that was measured before. */
  public Calibration with(Floor other) {
    return new Calibration(clock, pacing, pacer, other);
  }

  /** How the waits in use went when they were tried. */
  public Pacing chosen() {
    return pacing.stream()
        .filter(one -> one.pacer().equals(pacer))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no trial of " + pacer));
  }

  /** The floor in one line, for people. */
  public String line() {
    Pacing waits = chosen();
    return String.format(
        Locale.ROOT,
        "floor: clock %s, hit %s, null miss %s, recorder %s%s; waits by %s end late by %s (p50),"
            + " %s (p99)",
        Units.nanos(clock.readNanos()),
        Units.nanos(floor.hitNanos()),
        Units.nanos(floor.nullMissNanos()),
        Units.nanos(floor.recorderNanos()),
        floor.relayNanos() == null ? "" : ", relay " + Units.nanos(floor.relayNanos()),
        pacer,
        Units.nanos(waits.p50Nanos()),
        Units.nanos(waits.p99Nanos()));
  }

  /** The waits as a table, for people. */
  public String table() {
    return TextTable.of(HEADER, rows(), 1);
  }

  static final List<String> HEADER = List.of(
      "waits by",
      "count",
      "late p50",
      "late p90",
      "late p99",
      "late max",
      "machine's CPU",
      "in use");

  List<List<String>> rows() {
    return pacing.stream()
        .map(one -> List.of(
            one.pacer(),
            Units.count(one.waits()),
            Units.nanos(one.p50Nanos()),
            Units.nanos(one.p90Nanos()),
            Units.nanos(one.p99Nanos()),
            Units.nanos(one.maxNanos()),
            Units.percent(one.cpuShare()),
            one.pacer().equals(pacer) ? "yes" : ""))
        .toList();
  }
}
