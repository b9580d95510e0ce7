package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import stampede.testkit.DatagramRecorder;
import stampede.testkit.LongRun;

/** Puzzles of the original that need no jobs: the figures of docs/puzzles.md. */
@Timeout(180)
class PuzzlesIT {
  private static final String LOAD = "flux.0.content-cache.load:";
  private static final String EACH_SECOND = "flux.0.content-cache.count:";

  @TempDir
  private Path folder;

  /**
   * A client that keeps one timing a second, the last, has no percentiles left; and a time on the wire is
   * in milliseconds, whatever a reader takes it for.
   */
  @Test
  void oneTimingASecondIsNoDistributionAndAWireTimeIsInMilliseconds() {
    int seconds = LongRun.pick(4, 60);
    try (DatagramRecorder recorder = DatagramRecorder.open()) {
      Path dir = folder.resolve("out");
      Stampede.Result result = Stampede.run(
          folder,
          "run",
          "--store=sim:?latency=lognormal,p50=2ms,p99=40ms",
          "--rate=2000",
          "--duration=" + seconds + "s",
          "--warmup=1s",
          "--keys=2000",
          "--clean-bytes-max=256KiB",
          "--statsd=127.0.0.1:" + recorder.port(),
          "--quiet",
          "--out=" + dir);
      JsonNode summary = Stampede.summary(dir);
      Stampede.assertRan(result, summary);
      assertEquals(0, recorder.kernelDrops());

      List<Double> inOrder = new ArrayList<>();
      List<Double> lastOfSecond = new ArrayList<>();
      for (String datagram : recorder.datagrams()) {
        for (String line : datagram.split("\n")) {
          if (line.startsWith(LOAD)) {
            inOrder.add(Double.valueOf(line.substring(LOAD.length(), line.indexOf('|'))));
          } else if (line.startsWith(EACH_SECOND) && !inOrder.isEmpty()) {
            lastOfSecond.add(inOrder.get(inOrder.size() - 1));
          }
        }
      }
      List<Double> all = inOrder.stream().sorted().toList();
      List<Double> kept = lastOfSecond.stream().sorted().toList();
      JsonNode truth = backingLoads(summary);
      assertEquals(truth.get("count").asLong(), all.size());
      assertTrue(all.size() > 500 * seconds, () -> "" + all.size());
      assertTrue(kept.size() >= seconds - 1 && kept.size() <= seconds + 3, kept::toString);

      double p99Millis = truth.get("p99Nanos").asLong() / 1e6;
      assertEquals(p99Millis, at(all, 0.99), 0.02 * p99Millis, "all of them, in milliseconds");
      double meanMillis = truth.get("meanNanos").asLong() / 1e6;
      double mean = all.stream().mapToDouble(millis -> millis).average().orElseThrow();
      assertEquals(meanMillis, mean, 0.02 * meanMillis);
      System.out.println("of      count  mean      p50       p95       p99       max, in ms");
      System.out.println("all     " + row(all));
      System.out.println("last/s  " + row(kept));
      System.out.println("wire and truth: mean " + round(mean) + " |ms and "
          + truth.get("meanNanos").asLong() + " ns; p99 " + round(at(all, 0.99)) + " |ms and "
          + truth.get("p99Nanos").asLong() + " ns");
    }
  }

  private static JsonNode backingLoads(JsonNode summary) {
    return StreamSupport.stream(summary.get("series").spliterator(), false)
        .filter(series -> series.get("clock").asText().equalsIgnoreCase("backing"))
        .filter(series -> series.get("operation").asText().equalsIgnoreCase("load"))
        .findFirst()
        .orElseThrow();
  }

  private static double at(List<Double> sorted, double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }

  private static String row(List<Double> sorted) {
    double mean = sorted.stream().mapToDouble(millis -> millis).average().orElseThrow();
    return String.format(
        Locale.ROOT,
        "%6d  %-8s  %-8s  %-8s  %-8s  %s",
        sorted.size(),
        round(mean),
        round(at(sorted, 0.5)),
        round(at(sorted, 0.95)),
        round(at(sorted, 0.99)),
        round(sorted.get(sorted.size() - 1)));
  }

  private static String round(double millis) {
    return String.format(Locale.ROOT, "%.3g", millis);
  }
}
