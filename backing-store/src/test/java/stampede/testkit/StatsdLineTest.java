package stampede.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import stampede.testkit.StatsdLine.Flavor;

class StatsdLineTest {
  private static final Map<String, String> TAGS = Map.of("operation", "load", "rank", "0");

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "DATADOG flux.0.content-cache.load:1.25|ms|@0.1|#operation:load,rank:0",
        "TELEGRAF flux.0.content-cache.load,operation=load,rank=0:1.25|ms|@0.1",
        "SYSDIG flux.0.content_cache.load#operation=load,rank=0:1.25|ms|@0.1"
      })
  void aLineIsReadWholeInItsFlavorAndRefusedInTheOthers(Flavor flavor, String text) {
    String name =
        flavor == Flavor.SYSDIG ? "flux.0.content_cache.load" : "flux.0.content-cache.load";
    var line = new StatsdLine(name, TAGS, 1.25, "ms", false, 0.1);
    for (Flavor other : Flavor.values()) {
      Optional<StatsdLine> expected = other == flavor ? Optional.of(line) : Optional.empty();
      assertEquals(expected, other.parse(text), other::name);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLineWithoutTagsIsTheSameInEveryFlavor(Flavor flavor) {
    assertEquals(
        Optional.of(new StatsdLine("flux.0.load", Map.of(), 1.25, "ms", false, 1)),
        flavor.parse("flux.0.load:1.25|ms"));
    assertEquals(
        Optional.of(new StatsdLine("flux.0.load", Map.of(), 1, "ms", false, 0.25)),
        flavor.parse("flux.0.load:1|ms|@0.250"));
    assertEquals(
        Optional.of(new StatsdLine("hits", Map.of(), -2, "c", true, 0.5)),
        flavor.parse("hits:-2|c|@0.5"));
  }

  @ParameterizedTest
  @EnumSource
  void aGaugeWithASignIsADelta(Flavor flavor) {
    assertEquals(Optional.of(gauge(7, false)), flavor.parse("g:7|g"));
    assertEquals(Optional.of(gauge(7, true)), flavor.parse("g:+7|g"));
    assertEquals(Optional.of(gauge(-7, true)), flavor.parse("g:-7|g"));
  }

  private static StatsdLine gauge(double value, boolean signed) {
    return new StatsdLine("g", Map.of(), value, "g", signed, 1);
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
        "load:1:2|ms",
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
        "load:1|g|@0.5",
        "load:1|ms|@",
        "load:1|ms|@0",
        "load:1|ms|@0.0",
        "load:1|ms|@1.5",
        "load:1|ms|#",
        "load:1|ms|#a",
        "load:1|ms|#a:",
        "load:1|ms|#a:b,",
        "load:1|ms|#a:b:c",
        "load:1|ms|#a:b,a:c",
        "load:1|ms|#a=b",
        "load:1|ms|#a:b|@0.5",
        "load,:1|ms",
        "load,a:1|ms",
        "load,a=:1|ms",
        "load,a=b,:1|ms",
        "load,a=b=c:1|ms",
        "load,a=b,a=c:1|ms",
        "load#:1|ms",
        "load#a=:1|ms",
        "load#a=b,:1|ms",
        "load#a=b,a=c:1|ms",
        "load#a=b-c:1|ms",
        "load#a-b=c:1|ms",
        "load:1|ms\n",
        " load:1|ms",
        "load:1|ms ",
        "l\u00f6ad:1|ms",
        "load:\u0661|ms"
      })
  void anythingElseIsRefusedByEveryFlavor(String line) {
    for (Flavor flavor : Flavor.values()) {
      assertEquals(Optional.empty(), flavor.parse(line), flavor::name);
    }
  }

  @Test
  void theLettersOfSysdigAreFewer() {
    assertEquals(Optional.empty(), Flavor.SYSDIG.parse("content-cache:1|ms"));
    assertEquals(
        "content-cache",
        Flavor.TELEGRAF.parse("content-cache:1|ms").orElseThrow().name());
  }
}
