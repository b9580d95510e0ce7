package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.testkit.ChildJvm;
import stampede.testkit.ChildProcess;
import stampede.testkit.LongRun;

/** A run beside a process that burns every core is never VALID; one that has the machine is sent. */
class BurnIT {
  private static final int TIMES = LongRun.pick(0, 3);
  private static final Duration LIMIT = Duration.ofSeconds(120);

  @TempDir
  private Path folder;

  private final List<String> table = new ArrayList<>();
  private final List<String> reasons = new ArrayList<>();

  private JsonNode run(String beside) {
    Stampede.Result result;
    try (ChildProcess run = Stampede.start(
        folder,
        "run",
        "--duration=20s",
        "--warmup=5s",
        "--rate=20000",
        "--arrivals=poisson",
        "--store=sim:?latency=constant,value=1ms",
        "--json",
        "--quiet")) {
      result = Stampede.await(run, LIMIT);
    }
    assertEquals("", result.stderr());
    JsonNode summary = result.json();
    table.add("| " + beside + " | " + achieved(summary) + " | " + lag(summary, "p50Nanos") + " | "
        + lag(summary, "p99Nanos") + " | " + measured(summary, "CPU of other processes") + " | "
        + measured(summary, "idle of the busiest core") + " | "
        + measured(summary, "hiccups of an idle thread, p99") + " | "
        + summary.get("verdict").textValue() + " |");
    summary.get("reasons").forEach(reason -> reasons.add(beside + ": " + reason.textValue()));
    return summary;
  }

  private static double achieved(JsonNode summary) {
    return summary.at("/requests/completed").doubleValue()
        / summary.at("/requests/planned").doubleValue();
  }

  private static String lag(JsonNode summary, String figure) {
    for (JsonNode total : summary.get("totals")) {
      if (total.get("clock").textValue().equals("lag")
          && total.get("operation").textValue().equals("load")) {
        return String.format("%,.0f us", total.get(figure).doubleValue() / 1e3);
      }
    }
    return "-";
  }

  private static String measured(JsonNode summary, String check) {
    for (JsonNode one : summary.get("checks")) {
      if (one.get("name").textValue().equals(check)) {
        return one.get("measured").asText("not measured");
      }
    }
    return "-";
  }

  @Test
  void aRunBesideAProcessThatBurnsEveryCoreIsNeverValid() {
    if (TIMES == 0) {
      Assumptions.abort("it takes the whole machine for three minutes: with -Plong alone");
    }
    List<String> verdicts = new ArrayList<>();
    List<Double> achieved = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      achieved.add(achieved(run("nothing")));
      try (ChildProcess burner = ChildJvm.start(folder, List.of("-Xmx16m"), Burner.class)) {
        verdicts.add(run("a burner of each core").get("verdict").textValue());
        assertTrue(burner.isAlive(), "the burner ended before the run did: " + burner.stderr());
      }
    }
    System.out.println("| beside | achieved | lag p50 | lag p99 | CPU of others | busiest core idle"
        + " | hiccups p99 | verdict |");
    table.forEach(System.out::println);
    reasons.forEach(System.out::println);
    for (String verdict : verdicts) {
      assertNotEquals("VALID", verdict, table::toString);
    }
    for (double share : achieved) {
      assertTrue(share >= 0.99, table::toString);
    }
  }
}
