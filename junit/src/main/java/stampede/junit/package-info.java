/** A check of latency as a test of JUnit. */
@NullMarked
package stampede.junit;

import org.jspecify.annotations.NullMarked;
