package stampede.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationFileTest {
  private static final Manifest.Environment MACHINE =
      new Manifest.Environment("Linux", "a cpu", 2, "17", List.of("-Xmx1g"), 25, null);

  private static final Instant LONG_AGO = Instant.EPOCH;

  @TempDir
  Path temporary;

  @Test
  void aFloorIsFoundAgain() {
    Path file = temporary.resolve("a/b/calibration.json");
    assertNull(CalibrationFile.floor(file, MACHINE, LONG_AGO), "nothing was kept");
    CalibrationFile.of(MACHINE, Fixtures.calibration()).write(file);
    assertEquals(Fixtures.calibration().floor(), CalibrationFile.floor(file, MACHINE, LONG_AGO));
  }

  @Test
  void thatOfAnotherMachineOrJvmIsNone() {
    Path file = temporary.resolve("calibration.json");
    CalibrationFile.of(MACHINE, Fixtures.calibration()).write(file);
    for (var other : List.of(
        new Manifest.Environment("Linux", "another", 2, "17", MACHINE.flags(), 25, null),
        new Manifest.Environment("Linux", "a cpu", 4, "17", MACHINE.flags(), 25, null),
        new Manifest.Environment("Linux", "a cpu", 2, "25", MACHINE.flags(), 25, null),
        new Manifest.Environment("Linux", "a cpu", 2, "17", List.of(), 25, null))) {
      assertNull(CalibrationFile.floor(file, other, LONG_AGO), other::toString);
    }
  }

  @Test
  void aDamagedFileIsNone() throws IOException {
    Path file = temporary.resolve("calibration.json");
    CalibrationFile.of(MACHINE, Fixtures.calibration()).write(file);
    String text = Files.readString(file);
    for (String damaged : List.of(
        "",
        "{\"formatVersion\":1}",
        text.replace("\"floor\"", "\"flaw\""),
        text.replace("\"pacing\"", "\"pacin\""),
        text.replace("\"cpu\"", "\"gpu\""),
        text.replace("\"measuredAt\"", "\"measured\""),
        "[]",
        text.substring(0, text.length() / 2),
        text.replace("\"formatVersion\" : 1", "\"formatVersion\" : 2"),
        text.replace("210.0", "\"soon\""))) {
      Files.writeString(file, damaged);
      assertNull(CalibrationFile.floor(file, MACHINE, LONG_AGO), damaged);
    }
  }

  @Test
  void anOldOneAndAnUnreadableOneAreNone() throws IOException {
    Path file = temporary.resolve("calibration.json");
    CalibrationFile.of(MACHINE, Fixtures.calibration()).write(file);
    Instant measuredAt = Fixtures.calibration().floor().measuredAt();
    assertNull(CalibrationFile.floor(file, MACHINE, measuredAt));
    assertNull(CalibrationFile.floor(temporary, MACHINE, LONG_AGO), "a directory");
  }

  @Test
  void theLineSaysWhatAFigureCanBeComparedWith() {
    assertEquals(
        "floor: clock 25.4 ns, hit 210 ns, null miss 1.15 us, recorder 38 ns; waits by"
            + " park-then-spin end late by 300 ns (p50), 91 us (p99)",
        Fixtures.calibration().line());
  }
}
