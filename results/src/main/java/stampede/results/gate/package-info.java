/**
 * The gate: pairs of measurements in, a verdict out. Pure functions of stored files; no clock, no
 * chance that is not seeded.
 */
@NullMarked
package stampede.results.gate;

import org.jspecify.annotations.NullMarked;
