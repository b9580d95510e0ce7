package stampede.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;
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
  private int jobs;
  private LongSupplier jobsOver = () -> 0;

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

  /** A run of jobs begins. */
  synchronized void jobs(int count, LongSupplier over) {
    jobs = count;
    jobsOver = over;
    print(String.format(Locale.ROOT, "running %,d jobs", count));
  }

  /** An interval of the run has ended. */
  synchronized void interval(Interval interval, SeriesRow.Meters meters) {
    elapsedNanos += interval.endNanos() - interval.startNanos();
    String line = IntervalLine.of(interval, meters);
    print(
        jobs == 0
            ? line
            : String.format(
                Locale.ROOT, "%,d of %,d jobs over, %s", jobsOver.getAsLong(), jobs, line));
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
    if (jobs > 0) {
      long over = jobsOver.getAsLong();
      return bar((double) over / jobs, String.format(Locale.ROOT, "%,d/%,d jobs", over, jobs));
    }
    if (spanNanos == 0) {
      return "";
    }
    return bar(
        Math.min(1, (double) elapsedNanos / spanNanos),
        String.format(Locale.ROOT, "%.0f/%.0f s", elapsedNanos / 1e9, spanNanos / 1e9));
  }

  private static String bar(double done, String text) {
    int chars = (int) (done * BAR_CHARS);
    return "[" + "=".repeat(chars) + " ".repeat(BAR_CHARS - chars) + "] " + text;
  }
}
