/** JMH benchmarks: speed and memory, as ratios against a peer measured in the same run. */
@NullMarked
package stampede.benchmarks;

import org.jspecify.annotations.NullMarked;
