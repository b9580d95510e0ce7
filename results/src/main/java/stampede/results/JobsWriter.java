package stampede.results;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import stampede.instrument.StateSample;

/**
 * Writes what a run of jobs leaves in its folder beside the files of every run: {@code states.csv},
 * {@code dwell.hlog} and at the end {@code jobs.json}. What {@code accept} took is with the operating
 * system when it returns. For one thread.
 *
 * <p>Every method throws {@link UncheckedIOException}, with the path, where a file cannot be written.
 */
public final class JobsWriter implements AutoCloseable {
  static final String DWELL_FILE = "dwell.hlog";

  private final Path dir;
  private final List<String> states;
  private final long startMillis;
  private final long startNanos;
  private final List<GaugeTally> gauges;
  private final List<Histogram> totals;
  private final HlogWriter hlog = new HlogWriter();
  private final AppendedFile statesFile;
  private final AppendedFile dwellFile;

  private JobsWriter(
      Path dir, List<String> states, long startMillis, long startNanos, long sampleNanos) {
    this.dir = dir;
    this.states = List.copyOf(states);
    this.startMillis = startMillis;
    this.startNanos = startNanos;
    this.gauges = GaugeTally.of(states.size(), sampleNanos);
    this.totals =
        Stream.generate(() -> new Histogram(3)).limit(states.size() + 1).toList();
    this.statesFile = new AppendedFile(dir.resolve(StatesCsv.FILE));
    this.dwellFile = new AppendedFile(dir.resolve(DWELL_FILE));
  }

  /**
   * Makes the files.
   *
   * @param dir the folder of the run, which is there
   * @param states words of lower case, in their order
   * @param startMillis since the epoch, when the clock of samples read {@code startNanos}
   * @param sampleNanos between two samples, at least 1
   */
  public static JobsWriter create(
      Path dir, List<String> states, long startMillis, long startNanos, long sampleNanos) {
    if (sampleNanos < 1) {
      throw new IllegalArgumentException("sampleNanos must be >= 1: " + sampleNanos);
    }
    for (String state : states) {
      if (!state.matches("[a-z]+")) {
        throw new IllegalArgumentException("states must be words of lower case: " + state);
      }
    }
    var writer = new JobsWriter(dir, states, startMillis, startNanos, sampleNanos);
    writer.statesFile.append(StatesCsv.header(states) + "\n");
    writer.dwellFile.append(writer.hlog.header("dwell.<state>, or job", startMillis));
    return writer;
  }

  /**
   * Appends an interval.
   *
   * @param startMillis its start, since the epoch
   * @param endMillis its end
   * @param times what was recorded in it: a distribution a state, then that of whole jobs; tags and
   *     time stamps are set
   * @param samples those taken in it, in order; what was entered before the run's first one is in no
   *     rate of the report
   * @throws IllegalArgumentException where one of them has another number of states
   */
  public void accept(
      long startMillis, long endMillis, List<Histogram> times, List<StateSample> samples) {
    if (times.size() != states.size() + 1) {
      throw new IllegalArgumentException(
          "times must be " + (states.size() + 1) + ": " + times.size());
    }
    statesFile.append(lines(samples));
    List<Histogram> tagged = new ArrayList<>();
    for (int i = 0; i < times.size(); i++) {
      Histogram of = times.get(i);
      totals.get(i).add(of);
      if (of.getTotalCount() > 0) {
        of.setTag(i < states.size() ? "dwell." + states.get(i) : "job");
        tagged.add(of);
      }
    }
    dwellFile.append(hlog.lines("Interval", startMillis, endMillis - startMillis, tagged));
  }

  private String lines(List<StateSample> samples) {
    var lines = new StringBuilder();
    for (StateSample sample : samples) {
      if (sample.states() != states.size()) {
        throw new IllegalArgumentException(
            "a sample must have " + states.size() + " states: " + sample.states());
      }
      long millis = startMillis + Math.floorDiv(sample.atNanos() - startNanos, 1_000_000L);
      lines.append(StatesCsv.format(millis, sample)).append('\n');
      gauges.forEach(gauge -> gauge.add(sample));
    }
    return lines.toString();
  }

  /**
   * Ends the files, and writes {@code jobs.json}. A run is judged with it only where this comes before
   * {@link RunWriter#finish}.
   *
   * @throws IllegalArgumentException where the facts have another number of states
   */
  public JobsSummary finish(JobsFacts facts) {
    Stream.of(facts.entered(), facts.trueEntered(), facts.trueLeft(), facts.trueMax())
        .filter(Objects::nonNull)
        .forEach(counts -> requireOneAState(counts.size()));
    close();
    JobsSummary summary = JobsSummary.of(
        facts, states, totals, gauges.stream().map(gauge -> gauge.gauge(states)).toList());
    AtomicFile.write(dir.resolve(JobsSummary.FILE), Json.text(summary));
    return summary;
  }

  private void requireOneAState(int counts) {
    if (counts != states.size()) {
      throw new IllegalArgumentException(
          "the facts must have " + states.size() + " states: " + counts);
    }
  }

  /** Closes the files of a run that is given up. */
  @Override
  public void close() {
    try (statesFile) {
      dwellFile.close();
    }
  }
}
