package stampede.results;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a page says of a run of jobs, beside the plots. */
final class JobsPage {
  private JobsPage() {}

  /** The figures as HTML; empty of a run that has none. */
  static String html(@Nullable JobsSummary jobs) {
    if (jobs == null) {
      return "";
    }
    return "<h2>Jobs</h2>\n<p>"
        + JobsText.lines(jobs).stream().map(Html::escape).collect(Collectors.joining("<br>\n"))
        + "</p>\n"
        + Html.table(JobsText.header(jobs), JobsText.rows(jobs), JobsText.WORDS)
        + JobsText.notes(jobs).stream()
            .map(note -> "<p><strong>" + Html.escape(note) + "</strong></p>\n")
            .collect(Collectors.joining())
        + "<p class=\"note\">" + Html.escape(String.join(" ", JobsText.footnote(jobs))) + "</p>\n"
        + Html.table(List.of("of the jobs", "count"), counts(jobs), 1);
  }

  private static List<List<String>> counts(JobsSummary jobs) {
    JobsFacts.Operations operations = jobs.operations();
    return List.of(
        List.of("submitted", Units.count(jobs.submitted())),
        List.of("transitions", Units.count(jobs.transitions())),
        List.of("rejected", Units.count(jobs.rejected())),
        List.of("cancelled", Units.count(jobs.cancelled())),
        List.of("reprioritized", Units.count(jobs.reprioritized())),
        List.of("purged", Units.count(jobs.purged())),
        List.of("not ended", Units.count(jobs.unfinished())),
        List.of(
            "stores, and the cache's to its backing store",
            both(operations.stores(), operations.backingStores())),
        List.of(
            "loads, and the cache's from its backing store",
            both(operations.loads(), operations.backingLoads())),
        List.of(
            "violations of the counts by the plugin " + jobs.plugin(),
            Units.count(jobs.violations() - jobs.managerViolations())),
        List.of("violations of the manager's own counts", Units.count(jobs.managerViolations())),
        List.of(
            "readings of gauges left out, dropped",
            both(jobs.samplesMissed(), jobs.samplesDropped())),
        List.of("times out of range", Units.count(jobs.timesOutOfRange())));
  }

  private static String both(long first, long second) {
    return Units.count(first) + ", " + Units.count(second);
  }
}
