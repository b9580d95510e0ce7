package stampede.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import stampede.results.JobsSummary.Gauge;
import stampede.results.JobsSummary.Seen;
import stampede.results.JobsSummary.State;

/** The figures of a run of jobs on a terminal; its cells are those of the page too. */
public final class JobsText {
  /** How many of the first columns are words. */
  static final int WORDS = 1;

  private JobsText() {}

  /** The five lines of the throughput test, the states, and what gauges did not see; ASCII lines. */
  public static String of(JobsSummary jobs) {
    var text = new StringBuilder();
    lines(jobs).forEach(line -> text.append(line).append('\n'));
    text.append('\n').append(TextTable.of(header(jobs), rows(jobs), WORDS));
    footnote(jobs).forEach(line -> text.append(line).append('\n'));
    notes(jobs).forEach(note -> text.append(note).append('\n'));
    return text.append('\n').toString();
  }

  /** What the original's throughput test prints, in its order and words. */
  static List<String> lines(JobsSummary jobs) {
    double submitPerSecond = JobsSummary.perSecond(jobs.submitted(), jobs.submitSeconds());
    return List.of(
        "number of jobs: " + jobs.jobs(),
        String.format(
            Locale.ROOT, "submit time: %.3f s (%.1f job/s)", jobs.submitSeconds(), submitPerSecond),
        String.format(Locale.ROOT, "script runtime: %.3f s", jobs.scriptSeconds()),
        String.format(Locale.ROOT, "job runtime: %.3f s", jobs.jobSeconds()),
        String.format(
            Locale.ROOT,
            "throughput: %.1f job/s (script: %.1f job/s)",
            jobs.jobsPerSecond(),
            jobs.scriptJobsPerSecond()));
  }

  /** The gauges that were read at all. */
  private static List<Gauge> read(JobsSummary jobs) {
    return jobs.gauges().stream().filter(gauge -> gauge.samples() > 0).toList();
  }

  /** What the columns are, a line each. */
  static List<String> footnote(JobsSummary jobs) {
    List<String> lines = new ArrayList<>(List.of(
        "entered: by counters.",
        "timed: by timers, as p50, p99 and max, which are of the time in the state.",
        "true max: the most at once."));
    if (!read(jobs).isEmpty()) {
      String intervals = read(jobs).stream()
          .map(gauge -> Units.nanos(gauge.intervalNanos()))
          .collect(Collectors.joining(", "));
      lines.add(
          intervals
              + ": the most that a gauge saw that is read so often, or the least where that is below 0.");
      lines.add("not 0: in how many of its samples the gauge was not 0.");
    }
    if (!read(jobs).isEmpty() || jobs.samplesMissed() > 0) {
      lines.add("readings left out since the manager was busy: " + Units.count(jobs.samplesMissed())
          + ".");
    }
    return lines;
  }

  static List<String> header(JobsSummary jobs) {
    List<String> header =
        new ArrayList<>(List.of("state", "entered", "timed", "p50", "p99", "max", "true max"));
    for (Gauge gauge : read(jobs)) {
      header.add(Units.nanos(gauge.intervalNanos()));
      header.add("not 0");
    }
    return header;
  }

  /** A row a state, and one of jobs as a whole. */
  static List<List<String>> rows(JobsSummary jobs) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < jobs.states().size(); i++) {
      State state = jobs.states().get(i);
      JobsSummary.Dwell dwell = state.dwell();
      List<String> row = new ArrayList<>();
      row.add(state.state());
      row.add(count(state.entered()));
      row.add(count(state.timed()));
      row.add(nanos(dwell == null ? null : dwell.p50Nanos()));
      row.add(nanos(dwell == null ? null : dwell.p99Nanos()));
      row.add(nanos(dwell == null ? null : Long.valueOf(dwell.maxNanos())));
      row.add(Units.count(state.trueMax()));
      for (Gauge gauge : read(jobs)) {
        Seen seen = gauge.states().get(i);
        Long min = seen.min();
        row.add(count(min != null && min < 0 ? min : seen.max()));
        row.add(Units.count(seen.nonZero()) + " of " + Units.count(gauge.samples()));
      }
      rows.add(row);
    }
    rows.add(whole(jobs));
    return rows;
  }

  private static List<String> whole(JobsSummary jobs) {
    JobsSummary.Whole whole = jobs.whole();
    List<String> row = new ArrayList<>();
    row.add("job");
    row.add("");
    row.add(count(whole == null ? null : Long.valueOf(whole.count())));
    row.add(nanos(whole == null ? null : whole.p50Nanos()));
    row.add(nanos(whole == null ? null : whole.p99Nanos()));
    row.add(nanos(whole == null ? null : whole.maxNanos()));
    row.add("");
    read(jobs).forEach(gauge -> row.addAll(List.of("", "")));
    return row;
  }

  private static String nanos(@Nullable Long nanos) {
    return nanos == null ? "-" : Units.nanos(nanos);
  }

  private static String count(@Nullable Long count) {
    return count == null ? "-" : Units.count(count);
  }

  /** What is to be known of the gauges, a sentence each; empty where they saw every state. */
  static List<String> notes(JobsSummary jobs) {
    Gauge gauge = jobs.gauges().get(0);
    if (gauge.samples() == 0) {
      return List.of("no gauge was read: there is no sample");
    }
    List<String> notes = new ArrayList<>();
    List<State> unseen = new ArrayList<>();
    for (int i = 0; i < jobs.states().size(); i++) {
      State state = jobs.states().get(i);
      Seen seen = gauge.states().get(i);
      if (state.trueEntered() > 0 && seen.nonZero() == 0) {
        unseen.add(state);
      }
      Long min = seen.min();
      if (min != null && min < 0) {
        notes.add(state.state() + ": the gauge went down to " + Units.count(min));
      }
    }
    if (!unseen.isEmpty()) {
      notes.add(0, unseen(unseen, gauge.samples()));
    }
    return notes;
  }

  /** The shortest interval has the samples of all others: what it did not see, none did. */
  private static String unseen(List<State> states, long samples) {
    List<String> times = states.stream().map(JobsText::entered).toList();
    String which = states.size() > 1 && times.stream().distinct().count() == 1
        ? states.stream().map(State::state).collect(Collectors.joining(", ")) + ": " + times.get(0)
            + " each, "
        : states.stream()
            .map(state -> state.state() + ": " + entered(state) + ", ")
            .collect(Collectors.joining());
    return which + "seen by none of " + Units.count(samples)
        + (samples == 1 ? " sample" : " samples") + " at any interval";
  }

  private static String entered(State state) {
    return "entered "
        + (state.trueEntered() == 1 ? "once" : Units.count(state.trueEntered()) + " times");
  }
}
