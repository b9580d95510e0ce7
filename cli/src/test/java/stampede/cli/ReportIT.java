package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.testkit.ChildProcess;
import stampede.testkit.RealPart;

/** The report in a real browser. */
class ReportIT {
  @TempDir
  private Path folder;

  @Test
  void aBrowserDrawsItsChartsWithoutAnErrorOrARequest() {
    Path chromium = RealPart.require("chromium");
    Path dir = folder.resolve("out");
    Stampede.Result run = Stampede.run(
        folder, "run", "--duration=3s", "--warmup=0s", "--keys=1000", "--quiet", "--out=" + dir);
    Stampede.assertRan(run, Stampede.summary(dir));
    try (ChildProcess browser = ChildProcess.start(
        folder,
        chromium.toString(),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + folder.resolve("profile"),
        "--enable-logging=stderr",
        "--virtual-time-budget=5000",
        "--dump-dom",
        dir.resolve("report.html").toUri().toString())) {
      assertEquals(0, browser.awaitExit(Stampede.LIMIT), browser.stderr());
      String dom = browser.stdout();
      assertTrue(dom.split("<canvas", -1).length - 1 >= 6, "canvases in " + dom.length() + " B");
      assertFalse(browser.stderr().contains("CONSOLE"), browser.stderr());
    }
  }
}
