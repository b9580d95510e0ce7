/**
 * The doors to time: a clock, timers and a waiter. Every class below {@code cli} takes them as
 * arguments; none reads a system clock.
 */
@NullMarked
package stampede.time;

import org.jspecify.annotations.NullMarked;
