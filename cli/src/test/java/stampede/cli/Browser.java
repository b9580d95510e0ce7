package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import stampede.testkit.ChildProcess;
import stampede.testkit.RealPart;

/** A real browser without a network or a screen. */
final class Browser {
  private Browser() {}

  /** How many charts it draws of a page, in which nothing may be wrong. */
  static int charts(Path folder, Path page) {
    Path chromium = RealPart.require("chromium");
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
        page.toUri().toString())) {
      assertEquals(0, browser.awaitExit(Stampede.LIMIT), browser.stderr());
      assertFalse(browser.stderr().contains("CONSOLE"), browser.stderr());
      return browser.stdout().split("<canvas", -1).length - 1;
    }
  }
}
