/** A job manager to put under load, and what counts the states of its jobs. */
@NullMarked
package stampede.loadgen.jobs;

import org.jspecify.annotations.NullMarked;
