package stampede.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stampede.testkit.LongRun;

/** What {@link FilesStore} has acknowledged survives cuts of the power, at any step. */
class FilesPowerLossTest {
  private static final int CUTS = LongRun.pick(1000, 100_000);
  private static final int CUTS_A_DISK = 4;

  private static ForgetfulDisk.Tally cuts(ForgetfulLayer.Flaw flaw, double failureShare)
      throws IOException {
    var tally = new ForgetfulDisk.Tally();
    for (long seed = 0; tally.cuts < CUTS; seed++) {
      new ForgetfulDisk(seed, flaw, failureShare, tally).live(CUTS_A_DISK);
    }
    return tally;
  }

  /** On a disk that works until the power is cut, and on one of which a share of the steps fail. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.03})
  void nothingAcknowledgedIsLostAndNothingIsTorn(double failureShare) throws IOException {
    ForgetfulDisk.Tally tally = cuts(ForgetfulLayer.Flaw.NONE, failureShare);
    assertEquals(List.of(), tally.findings);
    assertEquals(CUTS, tally.cuts);
    assertTrue(tally.acknowledged > 10 * CUTS, "acknowledged: " + tally.acknowledged);
    assertTrue(tally.cutsWhileOpening > CUTS / 20, "while opening: " + tally.cutsWhileOpening);
  }

  @Test
  void withoutSynchronisingFilesBlobsAreTorn() throws IOException {
    ForgetfulDisk.Tally tally = cuts(ForgetfulLayer.Flaw.FILES_ARE_NOT_SYNCED, 0);
    assertTrue(tally.torn > CUTS / 2, "torn: " + tally.torn);
  }

  @Test
  void withoutSynchronisingFoldersBlobsAreLost() throws IOException {
    ForgetfulDisk.Tally tally = cuts(ForgetfulLayer.Flaw.FOLDERS_ARE_NOT_SYNCED, 0);
    assertTrue(tally.lost > CUTS / 2, "lost: " + tally.lost);
    assertEquals(0, tally.torn);
  }
}
