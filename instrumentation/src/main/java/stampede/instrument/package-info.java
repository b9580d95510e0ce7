/**
 * Makes intervals of timings and ships timings to StatsD. The only home of Micrometer; HdrHistogram
 * records here.
 */
@NullMarked
package stampede.instrument;

import org.jspecify.annotations.NullMarked;
