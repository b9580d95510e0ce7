package stampede.cli;

import java.io.PrintStream;
import java.util.Locale;
import stampede.instrument.Interval;
import stampede.results.IntervalLine;
import stampede.results.SeriesRow;

/**
 * Tells stderr how a run goes on: its phases, a line an interval, and below it on a terminal a bar
 * with elapsed and total time. The calling thread prints. Thread-safe.
 */
final class Progress {
  private static final int BAR_CHARS = 30;
  private static final String ERASE_LINE = "\r\033[K";

  private final PrintStream err;
  private final boolean quiet;
  private final boolean terminal;
  private long spanNanos;
  private long elapsedNanos;

  Progress(PrintStream err, boolean quiet, boolean terminal) {
    this.err = err;
    this.quiet = quiet;
    this.terminal = terminal;
  }

  /** A phase begins. */
  synchronized void phase(String name) {
    print(name);
  }

  /** The run begins. */
  synchronized void run(String traffic, long spanNanos) {
    this.spanNanos = spanNanos;
    print(String.format(Locale.ROOT, "running %s over %.1f s", traffic, spanNanos / 1e9));
  }

  /** An interval of the run has ended. */
  synchronized void interval(Interval interval, SeriesRow.Meters meters) {
    elapsedNanos += interval.endNanos() - interval.startNanos();
    print(IntervalLine.of(interval, meters));
  }

  /** Something went wrong that does not end the run: said even where progress is not. */
  synchronized void notice(String line) {
    if (quiet) {
      err.println(line);
    } else {
      print(line);
    }
  }

  /** The run is over: nothing more is printed. */
  synchronized void done() {
    if (terminal && !quiet) {
      err.print(ERASE_LINE);
      err.flush();
    }
  }

  private void print(String line) {
    if (quiet) {
      return;
    }
    if (!terminal) {
      err.println(line);
      return;
    }
    err.print(ERASE_LINE + line + "\n" + bar());
    err.flush();
  }

  private String bar() {
    if (spanNanos == 0) {
      return "";
    }
    double done = Math.min(1, (double) elapsedNanos / spanNanos);
    int chars = (int) (done * BAR_CHARS);
    return String.format(
        Locale.ROOT,
        "[%s%s] %.0f/%.0f s",
        "=".repeat(chars),
        " ".repeat(BAR_CHARS - chars),
        elapsedNanos / 1e9,
        spanNanos / 1e9);
  }
}
