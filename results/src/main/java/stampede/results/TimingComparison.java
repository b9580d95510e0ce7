package stampede.results;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;

/**
 * The whole of {@code timing.json}: several ways to time the same operations, against the truth and
 * against their laws.
 *
 * @param clock {@code virtual} or {@code real}
 * @param store the store's URI, redacted
 */
public record TimingComparison(
    int formatVersion,
    String version,
    String commit,
    String clock,
    String store,
    long seed,
    List<BigDecimal> ratesPerSecond,
    Verdict verdict,
    List<Check> checks,
    List<TimingRow> rows) {
  /** The file in the folder. */
  public static final String FILE = "timing.json";

  private static final int FORMAT_VERSION = 1;

  /**
   * Something that must hold of the figures.
   *
   * @param bound the largest figure that holds
   */
  public record Check(String text, double figure, double bound, boolean holds) {
    public static Check atMost(String text, double figure, double bound) {
      return new Check(text, figure, bound, figure <= bound);
    }
  }

  /** VALID where every check holds, INVALID elsewhere. */
  public static TimingComparison of(
      String version,
      String commit,
      String clock,
      String store,
      long seed,
      List<BigDecimal> ratesPerSecond,
      List<Check> checks,
      List<TimingRow> rows) {
    boolean holds = checks.stream().allMatch(Check::holds);
    return new TimingComparison(
        FORMAT_VERSION,
        version,
        commit,
        clock,
        store,
        seed,
        List.copyOf(ratesPerSecond),
        holds ? Verdict.VALID : Verdict.INVALID,
        List.copyOf(checks),
        List.copyOf(rows));
  }

  /** The text of the file. */
  public String toJson() {
    return Json.text(this);
  }

  /**
   * Writes {@code timing.json} and {@code timing.html}.
   *
   * @throws java.io.UncheckedIOException where one cannot be written; its message holds the path
   */
  public void write(Path dir, TimingPlots plots) {
    AtomicFile.write(dir.resolve(FILE), toJson());
    AtomicFile.write(dir.resolve(TimingPage.FILE), TimingPage.html(this, plots));
  }
}
