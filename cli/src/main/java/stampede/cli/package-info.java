/** Wires the house: arguments, terminal, exit codes, the real clock. */
@NullMarked
package stampede.cli;

import org.jspecify.annotations.NullMarked;
