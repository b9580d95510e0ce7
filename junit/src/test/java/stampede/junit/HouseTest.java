package stampede.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Holds the three laws of the house, and shows of each that it can fail: on the package {@code
 * badhouse}, which breaks them all.
 */
class HouseTest {
  private static final HouseRules RULES = new HouseRules("stampede");
  private static final HouseRules BAD_RULES = new HouseRules("badhouse");

  private static final ImportOption MAIN =
      location -> !location.contains("/test-classes/") && !location.contains("-tests.jar");
  private static final JavaClasses HOUSE =
      new ClassFileImporter().withImportOption(MAIN).importPackages("stampede");
  private static final JavaClasses BAD_HOUSE = new ClassFileImporter().importPackages("badhouse");

  private static final List<String> CAFFEINE = List.of("com.github.benmanes.caffeine..");
  private static final List<String> STORE_DRIVERS = List.of(
      "java.sql..", "javax.sql..", "org.sqlite..", "io.lettuce..", "software.amazon.awssdk..");
  private static final List<String> MICROMETER = List.of("io.micrometer..");
  private static final List<String> QUEUES = List.of("org.jctools..", "org.agrona..");
  private static final List<String> HDR_HISTOGRAM = List.of("org.HdrHistogram..");
  private static final List<String> XZ = List.of("org.tukaani..");
  private static final List<String> JACKSON =
      List.of("com.fasterxml.jackson..", "org.yaml.snakeyaml..");
  private static final List<String> PICOCLI = List.of("picocli..");
  private static final List<String> JUNIT = List.of("org.junit..", "org.opentest4j..");

  @Test
  void theWholeHouseIsLookedAt() {
    assertEquals(
        Set.of("store", "time", "cache", "instrument", "loadgen", "results", "cli", "junit"),
        HOUSE.stream()
            .map(type -> type.getPackageName().split("\\.")[1])
            .collect(Collectors.toSet()));
    assertFalse(HOUSE.contain(HouseTest.class));
  }

  @Test
  void arrowsPointDown() {
    RULES.layers().check(HOUSE);
    assertBroken(
        BAD_RULES.layers(),
        "badhouse.store.NamesCache",
        "badhouse.cache.NamesInstrument",
        "badhouse.instrument.NamesLoadgen",
        "badhouse.loadgen.NamesResults",
        "badhouse.results.NamesLoadgen",
        "badhouse.results.NamesCli",
        "badhouse.cli.NamesJunit",
        "badhouse.stray.HasNoFloor");
  }

  @Test
  void packagesNameEachOtherInOneDirection() {
    RULES.noCycles().check(HOUSE);
    assertBroken(BAD_RULES.noCycles(), "loadgen", "results");
  }

  @Test
  void timeAndChanceComeInThroughTheDoor() {
    RULES.time().check(HOUSE);
    JavaClass fixture = BAD_HOUSE.get("badhouse.loadgen.ReadsTimeAndChance");
    String[] methods = fixture.getMethods().stream()
        .map(JavaMethod::getName)
        .filter(name -> !name.startsWith("lambda$"))
        .map(name -> "ReadsTimeAndChance." + name + "(")
        .toArray(String[]::new);
    assertTrue(methods.length > 20, () -> "methods of the fixture: " + methods.length);
    assertBroken(BAD_RULES.time(), methods);
    assertBroken(BAD_RULES.time(), "badhouse.junit.ReadsTime.startNanos(");
  }

  @Test
  void whatIsGivenItsTimeAndSeedIsFree() {
    String report = report(BAD_RULES.time());
    assertFalse(report.contains("TakesTimeAndChance"), report);
    assertFalse(report.contains("badhouse.cli"), report);
  }

  @Test
  void caffeineLivesInCache() {
    RULES.home(CAFFEINE, "cache").check(HOUSE);
    assertBroken(BAD_RULES.home(CAFFEINE, "cache"), "WrongHome.caffeine(");
  }

  @Test
  void driversOfStoresLiveInStore() {
    RULES.home(STORE_DRIVERS, "store").check(HOUSE);
    assertBroken(BAD_RULES.home(STORE_DRIVERS, "store"), "WrongHome.jdbc(", "WrongHome.sqlite(");
  }

  @Test
  void micrometerLivesInInstrumentation() {
    RULES.home(MICROMETER, "instrument").check(HOUSE);
    assertBroken(BAD_RULES.home(MICROMETER, "instrument"), "WrongHome.micrometer(");
  }

  @Test
  void queueLibrariesLiveInInstrumentation() {
    RULES.home(QUEUES, "instrument").check(HOUSE);
  }

  @Test
  void hdrHistogramLivesInInstrumentationAndResults() {
    RULES.home(HDR_HISTOGRAM, "instrument", "results").check(HOUSE);
    assertBroken(BAD_RULES.home(HDR_HISTOGRAM, "instrument", "results"), "WrongHome.hdrHistogram(");
  }

  @Test
  void xzLivesInLoadgen() {
    RULES.home(XZ, "loadgen").check(HOUSE);
    assertBroken(BAD_RULES.home(XZ, "loadgen"), "WrongHome.xz(");
  }

  @Test
  void jacksonLivesInResults() {
    RULES.home(JACKSON, "results").check(HOUSE);
    assertBroken(BAD_RULES.home(JACKSON, "results"), "WrongHome.json(", "WrongHome.yaml(");
  }

  @Test
  void picocliLivesInCli() {
    RULES.home(PICOCLI, "cli").check(HOUSE);
    assertBroken(BAD_RULES.home(PICOCLI, "cli"), "WrongHome.picocli(");
  }

  @Test
  void junitLivesInJunit() {
    RULES.home(JUNIT, "junit").check(HOUSE);
    assertBroken(BAD_RULES.home(JUNIT, "junit"), "WrongHome.junit(");
  }

  @Test
  void onlyCliEndsTheProcess() {
    RULES.exit().check(HOUSE);
    assertBroken(
        BAD_RULES.exit(), "WrongHome.exit(", "WrongHome.exitByReference(", "WrongHome.halt(");
  }

  private static void assertBroken(ArchRule rule, String... culprits) {
    String report = report(rule);
    for (String culprit : culprits) {
      assertTrue(report.contains(culprit), () -> culprit + " is not reported in: " + report);
    }
  }

  private static String report(ArchRule rule) {
    return String.join("\n", rule.evaluate(BAD_HOUSE).getFailureReport().getDetails());
  }
}
