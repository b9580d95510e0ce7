package stampede.results;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import stampede.instrument.Series;

/**
 * A run as its folder tells it.
 *
 * @param totals the distributions of the whole run, warm-up excluded, in nanoseconds; not to be
 *     changed
 * @param intervals its intervals in order
 * @param rows a row for each of them
 * @param summary null where the run did not end by itself
 * @param truncatedLines what a crash left of its last interval, and of its last sample, not used
 * @param jobs the figures of a run of jobs that ended; null of any other
 * @param states the samples of a run of jobs; null of any other
 */
public record Run(
    Path dir,
    Manifest manifest,
    Map<Series, Histogram> totals,
    List<IntervalTimings> intervals,
    List<SeriesRow> rows,
    @Nullable Summary summary,
    int truncatedLines,
    @Nullable JobsSummary jobs,
    @Nullable StateSeries states) {

  /**
   * The summary that the run wrote; of a run that did not end, one that its intervals support, with
   * the rest of its plan as unsent.
   */
  public Summary summarized() {
    if (summary != null) {
      return summary;
    }
    return RunVerdict.judge(this, RunFacts.ofCrashed(manifest), Evidence.ofCrashed(truncatedLines));
  }

  /**
   * One JSON object: the summary, the folder, what the machine could measure, and under {@code jobs} the
   * figures of a run of jobs that ended.
   */
  public String toJson() {
    ObjectNode tree = summarized().toTree(dir.toString(), manifest.calibration());
    if (jobs != null) {
      tree.set("jobs", Json.tree(jobs));
    }
    return Json.text(tree);
  }

  Run with(Manifest ended, Summary judged) {
    return new Run(dir, ended, totals, intervals, rows, judged, truncatedLines, jobs, states);
  }
}
