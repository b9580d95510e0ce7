/** Plans the traffic and offers it in an open loop. Knows no file of results. */
@NullMarked
package stampede.loadgen;

import org.jspecify.annotations.NullMarked;
