package stampede.loadgen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stampede.instrument.StatsdFlavor;
import stampede.instrument.StatsdSettings;
import stampede.instrument.StatsdSettings.Overflow;
import stampede.store.BadInputException;

class ScenarioTest {
  private static List<Setting> settings(String... keysAndValues) {
    List<Setting> settings = new ArrayList<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      String key = keysAndValues[i];
      settings.add(new Setting(key, keysAndValues[i + 1], "--" + key));
    }
    return settings;
  }

  private static Scenario scenario(String... keysAndValues) {
    return Scenario.of(settings(keysAndValues));
  }

  private static BadInputException refused(String... keysAndValues) {
    return assertThrows(BadInputException.class, () -> scenario(keysAndValues));
  }

  private static Scenario again(Scenario scenario) {
    List<Setting> settings = new ArrayList<>();
    scenario.asSettings().forEach((key, value) -> settings.add(new Setting(key, value, "again")));
    return Scenario.of(settings);
  }

  @Test
  void withoutSettingsItIsTheDemo() {
    Scenario demo = scenario();
    assertEquals(OptionalLong.of(30_000_000_000L), demo.durationNanos());
    assertEquals(20_000_000_000L, demo.warmupNanos());
    assertEquals(10_000_000_000L, demo.drainNanos());
    assertEquals(new BigDecimal("1000"), demo.rate());
    assertEquals(Arrivals.POISSON, demo.arrivals());
    assertEquals(1, demo.seed());
    assertNull(demo.store());
    assertEquals(20_000, demo.keyCount());
    assertEquals(0.99, demo.zipf());
    assertEquals(new Sizes.LogNormal(1024, 16384), demo.valueSize());
    assertEquals(0.9, demo.loads());
    assertEquals(List.of(), demo.slos());
    assertNull(demo.statsd());
    InetSocketAddress server = new InetSocketAddress("127.0.0.1", 8125);
    assertEquals(
        new StatsdSettings(
            server, "flux.0", StatsdFlavor.ETSY, BigDecimal.ONE, 1, false, Overflow.DROP),
        demo.statsd(server));
    assertEquals(8L << 20, demo.cleanBytesMax());
    assertEquals(64L << 20, demo.dirtyBytesMax());
    assertEquals(
        new InFlightLimits(4096, 256L << 20, 10_000_000_000L, InFlightLimits.NO_DEADLINE),
        demo.inFlightLimits());
    assertEquals(10_000_000_000L, demo.timeoutNanos());
    assertEquals(1_000_000_000L, demo.intervalNanos());
    assertEquals(30_000, demo.planned(OptionalLong.empty()));
    assertEquals(20_000, demo.plannedWarmUp());
  }

  @Test
  void theUpperLayerOverridesTheLower() {
    Scenario scenario = Scenario.of(
        settings("rate", "5", "seed", "7", "slo", "a"), settings("rate", "6", "slo", "b"));
    assertEquals(new BigDecimal("6"), scenario.rate());
    assertEquals(7, scenario.seed());
    assertEquals(List.of("b"), scenario.slos());
  }

  @Test
  void settingsAreWrittenInOrderAndCanonically() {
    Map<String, String> written = scenario(
            "slo", "b<1ms", "slo", "a<2ms", "rate", "0100.50", "duration", "90s")
        .asSettings();
    assertEquals("100.5", written.get("rate"));
    assertEquals("90s", written.get("duration"));
    assertEquals("b<1ms,a<2ms", written.get("slo"));
    assertEquals("duration", written.keySet().iterator().next());
    assertFalse(written.containsKey("trace"));
  }

  @Test
  void aClosedLoopHasUsersInsteadOfARate() {
    Scenario closed = scenario("closed", "7", "duration", "2s");
    assertEquals(OptionalInt.of(7), closed.users());
    assertEquals(InFlightLimits.REQUESTS_MAX, closed.inFlightLimits().requestsMax());
    assertEquals(OptionalLong.of(2_000_000_000L), closed.durationNanos());
    assertFalse(closed.asSettings().containsKey("rate"));
    assertEquals(closed, again(closed));
    Scenario traced = scenario("closed", "7", "trace", "x");
    assertEquals(OptionalLong.of(30_000_000_000L), traced.durationNanos());
    assertEquals(5, traced.planned(OptionalLong.of(5)));
    for (String key :
        List.of("rate", "arrivals", "phases", "deadline", "inFlightMax", "slo", "statsdRequests")) {
      String value = key.equals("phases") ? "1s@5" : "5";
      assertEquals(
          "no " + key + " together with closed",
          refused("closed", "7", key, value).expected());
    }
  }

  @Test
  void aTraceThatHasTimesIsThePlanItself() {
    for (String name : List.of("a.csv", "a.csv.xz")) {
      Scenario timed = scenario("trace", name, "speed", "02.50");
      assertEquals(timed, again(timed));
      assertEquals("2.5", timed.asSettings().get("speed"));
      assertFalse(timed.asSettings().containsKey("rate"));
      assertEquals(OptionalLong.empty(), timed.durationNanos());
      assertEquals(
          OptionalLong.of(7_000_000_000L),
          scenario("trace", name, "duration", "7s").durationNanos());
      assertEquals("1", scenario("trace", name).asSettings().get("speed"));
      for (String key : List.of("rate", "arrivals", "phases")) {
        String expected = "no " + key + " together with a trace that has times, .csv or .csv.xz";
        assertEquals(expected, refused("trace", name, key, "1s@5").expected());
      }
    }
    String beside = "no speed but together with a trace that has times, .csv or .csv.xz";
    assertEquals(beside, refused("speed", "2").expected());
    assertEquals(beside, refused("speed", "2", "trace", "a.xz").expected());
    assertEquals(
        "no speed together with closed",
        refused("trace", "a.csv", "speed", "2", "closed", "7").expected());
    Scenario closed = scenario("trace", "a.csv", "closed", "7");
    assertFalse(closed.asSettings().containsKey("speed"));
    assertEquals(closed, again(closed));
    for (String speed : List.of("0", "0.009", "1000000.1", "1.0000000001", "-1", "fast")) {
      assertEquals(speed, refused("trace", "a.csv", "speed", speed).value());
    }
  }

  @Test
  void aDeadlineIsALimitOfWhatIsInFlight() {
    assertEquals(20_000_000, scenario("deadline", "20ms").inFlightLimits().deadlineNanos());
  }

  @Provide
  Arbitrary<List<Setting>> anySettings() {
    return Combinators.combine(
            Arbitraries.of("poisson", "constant"),
            Arbitraries.longs(),
            Arbitraries.bigDecimals()
                .between(new BigDecimal("0.1"), new BigDecimal("1e9"))
                .ofScale(9),
            Arbitraries.longs().between(60_000_000_000L, 600_000_000_000L),
            Arbitraries.bigDecimals().between(BigDecimal.ZERO, BigDecimal.ONE).ofScale(5),
            Arbitraries.of(
                "7B", "1MiB", "lognormal:p50=1000B,p99=2MiB", "quantiles:0=1B,0.25=3B,1=9KiB"),
            Arbitraries.of(
                List.<Setting>of(),
                settings("trace", "a b"),
                settings("phases", "70s@5; 2s@ramp:0..3.50@constant"),
                settings("phases", "9s@burst:low=9,high=50,lowMean=1s,highMean=0.1s"),
                settings("corpus", "/x", "zipf", "0"),
                settings("keys", "5", "slo", "load.p99<5ms", "slo", "store.p50<1s"),
                settings("statsd", "[::1]:8125", "store", "env:STORE", "interval", "2s"),
                settings("statsdFlavor", "datadog", "statsdRequests", "true"),
                settings("statsdSampleRate", "0.010", "statsdOverflow", "block")))
        .as((arrivals, seed, rate, nanos, loads, sizes, more) -> {
          List<Setting> all = new ArrayList<>(more);
          boolean isTrace = more.stream().anyMatch(setting -> setting.key().equals("trace"));
          boolean isCorpus = more.stream().anyMatch(setting -> setting.key().equals("corpus"));
          boolean isPhased = more.stream().anyMatch(setting -> setting.key().equals("phases"));
          String plain = rate.min(new BigDecimal("1e7")).toPlainString();
          all.addAll(settings("arrivals", arrivals, "seed", seed.toString()));
          all.addAll(isPhased ? List.of() : settings("rate", plain));
          all.addAll(!isPhased && seed % 2 == 0 ? settings("duration", nanos + "ns") : List.of());
          all.addAll(isTrace ? List.of() : settings("loads", loads.toPlainString()));
          all.addAll(isCorpus ? List.of() : settings("valueSize", sizes));
          return all;
        });
  }

  @Property(tries = 300)
  void readBackItIsEqual(@ForAll("anySettings") List<Setting> settings) {
    Scenario scenario = Scenario.of(settings);
    Scenario again = again(scenario);
    assertEquals(scenario, again);
    assertEquals(scenario.hashCode(), again.hashCode());
    assertEquals(scenario.asSettings(), again.asSettings());
  }

  @Test
  void oneOtherSettingMakesAnotherScenario() {
    assertEquals(scenario(), scenario("rate", "1000.0"));
    assertNotEquals(scenario(), scenario("rate", "1001"));
  }

  @Test
  void aTraceSaysHowManyUnlessADurationWasGiven() {
    OptionalLong length = OptionalLong.of(76_118);
    assertEquals(76_118, scenario("trace", "t", "rate", "20000").planned(length));
    assertEquals(
        20_000, scenario("trace", "t", "rate", "20000", "duration", "1s").planned(length));
    assertEquals(
        76_118, scenario("trace", "t", "rate", "20000", "duration", "9s").planned(length));
    assertEquals(1, scenario("trace", "t").loads());
    assertEquals(2_000, scenario("trace", "t", "warmup", "2s").plannedWarmUp());
  }

  @Test
  void aRateThatChangesPlansItsIntegral() {
    OptionalLong none = OptionalLong.empty();
    assertEquals(1_001, scenario("rate", "ramp:0..200.1", "duration", "10s").planned(none));
    assertEquals(1_250, scenario("phases", "10s@100;5s@ramp:100..0@constant").planned(none));
    // A quarter of a period: 100 t + 60 * 4 / 2 pi more.
    String swing = "sine:mean=100,amplitude=60,period=4s";
    assertEquals(138, scenario("rate", swing, "duration", "1s").planned(none));
    assertEquals(
        OptionalLong.of(15_000_000_000L), scenario("phases", "10s@1;5s@2").durationNanos());
  }

  /** 2 hours of 1 ms and 13.4 ms are 10^6 stays on average. */
  @Test
  void burstsOfMoreThanAMillionStaysAreRefused() {
    String burst = "burst:low=0,high=100,lowMean=1ms,highMean=13400us";
    assertEquals(0.0, burstsOf("rate", burst, "duration", "2h"), 0.01);
    BadInputException bad = refused("rate", burst, "duration", "7201s");
    assertEquals("--rate", bad.field());
    assertEquals(burst, bad.value());
    assertTrue(bad.expected().contains("at most 1000000 stays"), bad.expected());
    assertEquals(
        "--phases", refused("phases", "1h@" + burst + ";3601s@" + burst).field());
  }

  /** By how much of it the plan differs from 93 requests a second. */
  private static double burstsOf(String... keysAndValues) {
    double mean = 100 * 13.4 / 14.4 * 7200;
    return scenario(keysAndValues).planned(OptionalLong.empty()) / mean - 1;
  }

  @Test
  void theWarmUpGoesOnAtTheMeanRateOfTheFirstPhase() {
    assertEquals(2000, scenario("rate", "ramp:0..200").plannedWarmUp());
    assertEquals(2070, scenario("rate", "ramp:7..200").plannedWarmUp());
    assertEquals(180, scenario("rate", "sine:mean=9,amplitude=1,period=1s").plannedWarmUp());
    assertEquals(160, scenario("phases", "1s@8;1s@1").plannedWarmUp());
    BigDecimal highest = scenario(
            "phases", "1s@8;1s@ramp:9..0;1s@sine:mean=5,amplitude=3,period=1s")
        .highestRate();
    assertEquals(new BigDecimal("9"), highest);
    String burst = "burst:low=1,high=10,lowMean=2s,highMean=1s";
    assertEquals(80, scenario("rate", burst).plannedWarmUp());
  }

  @Test
  void aRateThatChangesWantsADurationBesideATrace() {
    BadInputException bad = refused("trace", "t", "rate", "ramp:1..2");
    assertEquals("--rate", bad.field());
    assertEquals("ramp:1..2", bad.value());
    assertEquals(
        15,
        scenario("trace", "t", "rate", "ramp:1..2", "duration", "10s")
            .planned(OptionalLong.of(100)));
    assertEquals(7, scenario("trace", "t", "phases", "10s@1").planned(OptionalLong.of(7)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "rate|0",
        "rate|-5",
        "rate|abc",
        "rate|1e3",
        "rate|+1",
        "rate|\"\"",
        "rate|.5",
        "rate|1.",
        "rate|1000000001",
        "rate|0.0000000001",
        "rate|ramp:1..0.0000000001",
        "rate|sine:mean=1,amplitude=2,period=1s",
        "rate|burst:low=2,high=1,lowMean=1s,highMean=1s",
        "phases|\"\"",
        "phases|1s@5,2s@6",
        "duration|0s",
        "duration|5",
        "duration|-1s",
        "duration|169h",
        "warmup|25h",
        "drain|x",
        "arrivals|uniform",
        "arrivals|POISSON",
        "seed|1.5",
        "seed|9223372036854775808",
        "keys|0",
        "keys|10000001",
        "keys|1e3",
        "zipf|-1",
        "zipf|10.1",
        "zipf|NaN",
        "valueSize|1KB",
        "valueSize|2MiB",
        "loads|1.1",
        "loads|-0.1",
        "trace|\"\"",
        "corpus|\" \"",
        "slo|\"\"",
        "slo|\"a,\"",
        "statsd|host",
        "statsd|host:0",
        "statsd|host:99999",
        "statsd|:8125",
        "statsd|a b:8125",
        "statsdPrefix|\"\"",
        "statsdPrefix|a..b",
        "statsdPrefix|a:b",
        "statsdFlavor|graphite",
        "statsdFlavor|ETSY",
        "statsdRequests|yes",
        "statsdSampleRate|0",
        "statsdSampleRate|1.1",
        "statsdOverflow|wait",
        "cleanBytesMax|8",
        "dirtyBytesMax|1KiB",
        "inFlightMax|0",
        "inFlightBytesMax|0B",
        "timeout|0s",
        "interval|1ms",
        "interval|1.5s",
        "interval|0s"
      })
  void aBrokenValueIsRefusedWithItsSourceAndWhatWasExpected(String key, String value) {
    BadInputException bad = refused(key, value);
    assertEquals("--" + key, bad.field());
    assertEquals(value, bad.value());
    assertFalse(bad.expected().isBlank());
  }

  @Test
  void aStoresUriIsNeverShownWhereItCannotBeRead() {
    assertEquals("***", refused("store", "secret").value());
    assertEquals("***", refused("store", "s3://u:secret@h", "store", "memory:").value());
    assertEquals("***", refused("store", "env:").value());
  }

  @Test
  void anUnknownKeyIsRefusedWithTheNearestAndAllKeys() {
    BadInputException bad = refused("raet", "5");
    assertEquals("raet", bad.value());
    assertTrue(bad.expected().startsWith("rate? Or another key"), bad.expected());
    assertTrue(bad.expected().contains("duration, warmup, drain"), bad.expected());
    assertTrue(refused("somethingElse", "5").expected().startsWith("key of"));
  }

  @Test
  void aRepeatedKeyIsRefused() {
    BadInputException bad = refused("rate", "5", "seed", "1", "rate", "6");
    assertEquals("6", bad.value());
    assertTrue(bad.expected().contains("one rate"), bad.expected());
  }

  @ParameterizedTest
  @CsvSource({
    "phases,duration",
    "phases,rate",
    "trace,corpus",
    "trace,keys",
    "trace,zipf",
    "trace,loads",
    "corpus,keys",
    "corpus,valueSize"
  })
  void settingsThatExcludeEachOtherAreRefused(String present, String other) {
    BadInputException bad = refused(present, "1s@1", other, "1");
    assertTrue(bad.expected().matches("no \\w+ together with \\w+"), bad.expected());
  }

  @Test
  void aPlanOfNothingOrOfTooMuchIsRefused() {
    BadInputException nothing = refused("rate", "0.01");
    assertEquals("--rate", nothing.field());
    assertEquals("0.01/s for 30s after a warm-up of 20s", nothing.value());
    Scenario one = scenario("duration", "1ms");
    assertEquals(1, one.planned(OptionalLong.empty()));
    assertEquals("--rate", refused("rate", "1000000000").field());
    BadInputException phased = refused("phases", "1h@1000000000");
    assertEquals("--phases", phased.field());
    assertEquals("1h@1000000000 after a warm-up of 20s", phased.value());
    String ramp = "ramp:0..1000000000";
    assertEquals("--rate", refused("rate", ramp, "trace", "t", "duration", "1h").field());
  }
}
