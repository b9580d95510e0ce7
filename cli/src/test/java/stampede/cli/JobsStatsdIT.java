package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import stampede.testkit.StatsdServer;

/** What the real StatsD server makes of job states. */
@Timeout(180)
class JobsStatsdIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int JOBS = 10_000;
  private static final List<String> STATES =
      List.of("new", "depend", "priority", "sched", "run", "cleanup", "inactive");

  @TempDir
  private Path folder;

  private void jobs(StatsdServer server, String plugin, String sample, String linger) {
    Path dir = folder.resolve(plugin);
    List<String> arguments = new ArrayList<>(List.of(
        "jobs",
        "--jobs=" + JOBS,
        "--plugin=" + plugin,
        "--sample=" + sample,
        "--linger=" + linger,
        "--statsd=" + server.hostPort(),
        "--statsd-prefix=" + plugin,
        "--quiet",
        "--json",
        "--out=" + dir));
    Stampede.Result result = Stampede.run(folder, arguments.toArray(String[]::new));
    Stampede.assertRan(result, Stampede.summary(dir));
    server.awaitFlush();
  }

  private static List<Double> tail(List<Double> values, int count) {
    assertTrue(values.size() >= count, values::toString);
    return values.subList(values.size() - count, values.size());
  }

  /** Each second of the linger takes ten thousand off again; the right count stands still. */
  @Test
  void newRunsAwayUnderWeekFiveAndStandsStillByDefault() {
    try (StatsdServer server = StatsdServer.start(folder)) {
      jobs(server, "week5", "1s", "7s");
      List<Double> runaway = server.gauge("week5.job-states.new");
      assertRunsAway(runaway);
      jobs(server, "exact", "1s", "5s");
      server.awaitFlush();

      for (String state : STATES) {
        List<Double> gauge = server.gauge("exact.job-states." + state);
        assertTrue(gauge.stream().allMatch(count -> count >= 0 && count <= JOBS), gauge::toString);
        double last = state.equals("inactive") ? JOBS : 0;
        assertEquals(
            List.of(last), tail(gauge, 4).stream().distinct().toList(), () -> state + gauge);
      }
      assertCountersAndTimers(server, "exact");
      assertEquals(0, server.badLinesSeen(), server::log);
      System.out.println("week5 new: " + runaway);
      System.out.println("exact new: " + server.gauge("exact.job-states.new"));
    }
  }

  /**
   * The server's last flushes: a sample a second, each of which it subtracts. A flush may have none or
   * two of them.
   */
  private static void assertRunsAway(List<Double> values) {
    List<Double> last = new ArrayList<>(values);
    while (last.size() > 1 && last.get(last.size() - 1).equals(last.get(last.size() - 2))) {
      last.remove(last.size() - 1); // nothing was sent behind the run
    }
    List<Double> steady = tail(last, 7);
    for (int i = 1; i < steady.size(); i++) {
      double step = steady.get(i) - steady.get(i - 1);
      assertTrue(step % JOBS == 0 && step <= 0, steady::toString);
    }
    double fallen = steady.get(6) - steady.get(0);
    assertEquals(-6.0 * JOBS, fallen, 2 * JOBS, steady::toString);
  }

  private static void assertCountersAndTimers(StatsdServer server, String prefix) {
    for (String state : STATES) {
      String name = prefix + ".job.state." + state;
      server.await(
          "counters and timers of " + name, () -> server.counter(name + ".entered") == JOBS, LIMIT);
      assertEquals(JOBS, server.timerCount(name + ".timing"), name);
    }
    assertEquals(0, server.kernelDrops());
  }

  /** What adds up to nothing within a second is sent as an absolute zero, and forgets what runs. */
  @Test
  void changesThatAddUpToNothingLeaveAGaugeBelowZero() {
    try (StatsdServer server = StatsdServer.start(folder)) {
      jobs(server, "week7", "25ms", "2s");
      List<Double> run = server.gauge("week7.job-states.run");
      List<Double> cleanup = server.gauge("week7.job-states.cleanup");
      System.out.println("week7 run: " + run);
      System.out.println("week7 cleanup: " + cleanup);
      assertTrue(
          Stream.concat(run.stream(), cleanup.stream()).anyMatch(jobs -> jobs < 0),
          "no flush held fewer than no job");
    }
  }
}
