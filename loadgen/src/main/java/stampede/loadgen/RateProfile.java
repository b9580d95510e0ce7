package stampede.loadgen;

import java.math.BigDecimal;

/**
 * A rate over a stretch of time, by its integral: how many requests are due by when. Immutable, and
 * a pure function, so that any request is reached without its predecessors.
 */
interface RateProfile {
  /** How many requests are due over the whole stretch: the integral of the rate, a fraction included. */
  BigDecimal requests();

  /**
   * When so many requests are due, in nanoseconds from the stretch's start: the inverse of the
   * integral, within 0.5 ns where the implementation says no other bound.
   *
   * @param requests from 0 to {@link #requests}
   */
  double nanosAt(double requests);
}
