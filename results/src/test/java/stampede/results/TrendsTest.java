package stampede.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import stampede.instrument.Clock;
import stampede.instrument.Interval;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;

class TrendsTest {
  private static SeriesRow.Meters meters(long offered, long dirtyBytes, long cleanBytes) {
    return new SeriesRow.Meters(offered, 0L, cleanBytes, dirtyBytes, 0L, null, null);
  }

  private static Run run(Operation operation, Outcome outcome) {
    return run(Fixtures.manifest(null), operation, outcome);
  }

  private static Run run(Manifest manifest, Operation operation, Outcome outcome) {
    List<SeriesRow> rows = new ArrayList<>();
    List<IntervalTimings> intervals = new ArrayList<>();
    for (int second = 0; second < 5; second++) {
      var builder = new IntervalBuilder(second);
      for (int i = 0; i < 4; i++) {
        builder.request(operation, outcome, 10, 1_000 + 100 * second);
      }
      if (operation == Operation.LOAD) {
        for (int i = 0; i < 4 * second; i++) {
          builder.request(Operation.LOAD, Outcome.HIT, 10, 90);
        }
      }
      Interval interval = builder.build();
      SeriesRow row = SeriesRow.of(interval, meters(second == 4 ? 0 : 8, second, 10 * second));
      rows.add(row);
      intervals.add(IntervalTimings.of(1_000, interval.histograms(), row, Clock.RESPONSE));
    }
    return new Run(Path.of("run"), manifest, Map.of(), intervals, rows, null, 0, null, null);
  }

  @Test
  void levelsAreOfTheIntervalsInWhichRequestsWereDueAndRatesOfTheWholeOnesAmongThem() {
    Trends trends = Trends.of(run(Operation.LOAD, Outcome.LOADED));
    assertEquals(5, trends.lagP99Nanos().size());
    assertEquals(List.of(0L, 1L, 2L, 3L), trends.dirtyBytes());
    assertEquals(List.of(0L, 10L, 20L, 30L), trends.cleanBytes());
    assertEquals(List.of(1 / 2.0, 2 / 3.0), trends.hitShares());
    assertEquals(List.of(1_110L, 1_210L), trends.medianNanos());
  }

  @Test
  void withoutLoadsThatTheStoreAnsweredTheLevelIsThatOfStores() {
    Trends trends = Trends.of(run(Operation.STORE, Outcome.STORED));
    assertEquals(List.of(1_110L, 1_210L), trends.medianNanos());
    assertEquals(List.of(), trends.hitShares());
  }

  @Test
  void jobsHaveNoLevelSinceTheirRunHasABeginningAndAnEndByIntent() {
    Trends trends =
        Trends.of(run(JobsFixture.manifest(Map.of("jobs", "400")), Operation.LOAD, Outcome.LOADED));
    assertEquals(List.of(), trends.medianNanos());
    assertEquals(List.of(0L, 1L, 2L, 3L), trends.dirtyBytes());
  }
}
