package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report in a real browser. */
class ReportIT {
  @TempDir
  private Path folder;

  @Test
  void aBrowserDrawsItsChartsWithoutAnErrorOrARequest() {
    Path dir = folder.resolve("out");
    Stampede.Result run = Stampede.run(
        folder, "run", "--duration=3s", "--warmup=0s", "--keys=1000", "--quiet", "--out=" + dir);
    Stampede.assertRan(run, Stampede.summary(dir));
    int charts = Browser.charts(folder, dir.resolve("report.html"));
    assertTrue(charts >= 6, "charts: " + charts);
  }
}
