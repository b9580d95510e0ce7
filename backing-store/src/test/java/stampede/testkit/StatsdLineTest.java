package stampede.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatsdLineTest {
  @Test
  void aLineIsReadWhole() {
    assertEquals(
        Optional.of(new StatsdLine("flux.0.content-cache.load", 1.25, "ms", false)),
        StatsdLine.parse("flux.0.content-cache.load:1.25|ms"));
    assertEquals(
        Optional.of(new StatsdLine("hits", -2, "c", true)),
        StatsdLine.parse("hits:-2|c|@0.10|#rank:0,shard"));
  }

  @Test
  void aGaugeWithASignIsADelta() {
    assertEquals(Optional.of(new StatsdLine("g", 7, "g", false)), StatsdLine.parse("g:7|g"));
    assertEquals(Optional.of(new StatsdLine("g", 7, "g", true)), StatsdLine.parse("g:+7|g"));
    assertEquals(Optional.of(new StatsdLine("g", -7, "g", true)), StatsdLine.parse("g:-7|g"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "load",
        "load:1",
        "load:1|",
        ":1|ms",
        "load:|ms",
        "load:1|h",
        "load:1|msx",
        "lo ad:1|ms",
        "lo:ad:1|ms",
        "load:1e3|ms",
        "load:1E-7|ms",
        "load:.5|ms",
        "load:5.|ms",
        "load:1,5|ms",
        "load:NaN|g",
        "load:Infinity|g",
        "load:-1|ms",
        "load:+1|ms",
        "load:+1|c",
        "load:--1|g",
        "load:1|ms|@",
        "load:1|ms|@0",
        "load:1|ms|@0.0",
        "load:1|ms|@1.5",
        "load:1|ms|#",
        "load:1|ms|#a,",
        "load:1|ms|#a:b|@0.5",
        "load:1|ms\n",
        " load:1|ms",
        "load:1|ms ",
        "l\u00f6ad:1|ms",
        "load:\u0661|ms"
      })
  void anythingElseIsRefused(String line) {
    assertEquals(Optional.empty(), StatsdLine.parse(line));
  }
}
