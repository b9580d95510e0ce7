package stampede.results;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import stampede.instrument.Clock;
import stampede.instrument.Series;
import stampede.store.BadInputException;

/**
 * Reads the folder of a run, and writes nothing. Where a crash cut the run short, the last interval
 * that is not whole in both {@code latency.hlog} and {@code series.csv} is left out.
 */
public final class RunReader {
  private final Path dir;
  private final Map<Series, Histogram> totals = new HashMap<>();
  private final List<IntervalTimings> intervals = new ArrayList<>();
  private Clock requestClock = Clock.RESPONSE;
  private final List<SeriesRow> rows = new ArrayList<>();
  private boolean withoutRow;
  private int truncatedLines;

  private RunReader(Path dir) {
    this.dir = dir;
  }

  /**
   * Reads a run, whether it ended or not.
   *
   * @throws BadInputException where {@code dir} is no run, or one of its files is damaged
   * @throws IncompatibleRunException where it has a format that this version does not read
   */
  public static Run read(Path dir) {
    return new RunReader(dir).read();
  }

  private Run read() {
    Manifest manifest = Manifest.read(dir);
    requestClock = manifest.requestClock();
    int tornRows = LineFile.read(dir.resolve(SeriesCsv.FILE), this::row);
    int tornTimings = HlogReader.read(dir.resolve(HlogWriter.FILE), this::interval);
    truncatedLines += tornRows + tornTimings;
    dropRowWithoutInterval();
    JobsSummary jobs = jobs();
    StateSeries states = states(jobs);
    truncatedLines += states == null ? 0 : states.tornLines();
    return new Run(
        dir,
        manifest,
        Collections.unmodifiableMap(totals),
        List.copyOf(intervals),
        List.copyOf(rows),
        summary(),
        truncatedLines,
        jobs,
        states);
  }

  private void row(String line) {
    if (!line.equals(SeriesCsv.HEADER)) {
      rows.add(SeriesCsv.parse(line));
    }
  }

  private void interval(long startMillis, long millis, Map<Series, Histogram> histograms) {
    int index = intervals.size();
    if (index == rows.size()) {
      if (withoutRow) {
        throw new IllegalArgumentException("at most one interval without a row");
      }
      withoutRow = true;
      truncatedLines += histograms.size() + 1;
      return;
    }
    if (rows.get(index).startMillis() != startMillis) {
      throw new IllegalArgumentException(
          SeriesCsv.FILE + " has the interval " + rows.get(index).startMillis() + " here");
    }
    intervals.add(IntervalTimings.of(millis, histograms, rows.get(index), requestClock));
    histograms.forEach((series, sample) ->
        totals.computeIfAbsent(series, first -> new Histogram(3)).add(sample));
  }

  private void dropRowWithoutInterval() {
    int left = rows.size() - intervals.size();
    if (left > 1) {
      throw new BadInputException(
          dir.resolve(HlogWriter.FILE).toString(),
          intervals.size() + " intervals",
          rows.size() + ", as " + SeriesCsv.FILE + " has");
    }
    if (left == 1) {
      rows.remove(rows.size() - 1);
      truncatedLines++;
    }
  }

  private @Nullable Summary summary() {
    Path file = dir.resolve(Summary.FILE);
    ObjectNode tree = Json.read(file);
    return tree == null ? null : Json.convert(file, tree, Summary.class);
  }

  private @Nullable JobsSummary jobs() {
    Path file = dir.resolve(JobsSummary.FILE);
    ObjectNode tree = Json.read(file);
    if (tree == null) {
      return null;
    }
    Json.requireFormat(file, tree, JobsSummary.FORMAT_VERSION);
    return Json.convert(file, tree, JobsSummary.class);
  }

  /** The samples; a run of jobs has some from its start, and its figures at its end only. */
  private @Nullable StateSeries states(@Nullable JobsSummary jobs) {
    Path file = dir.resolve(StatesCsv.FILE);
    if (jobs == null && !Files.exists(file)) {
      return null;
    }
    StateSeries states = StatesCsv.read(file);
    if (jobs != null && !jobs.names().equals(states.states())) {
      throw new BadInputException(
          file.toString(),
          "the states " + states.states(),
          jobs.names() + ", as " + JobsSummary.FILE + " has");
    }
    return states;
  }
}
