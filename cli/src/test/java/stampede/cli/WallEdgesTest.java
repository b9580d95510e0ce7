package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WallEdgesTest {
  private static final long SECOND = 1_000_000_000L;
  private final WallEdges edges = new WallEdges(500, 1_700_000_000_250L);

  @Test
  void theFirstEdgeIsTheNextWholeWallSecond() {
    assertEquals(500 + 750_000_000L, edges.firstAfter(500, SECOND));
    assertEquals(500 + 1_750_000_000L, edges.firstAfter(500 + 750_000_000L, SECOND));
    assertEquals(500 + 750_000_000L, edges.firstAfter(500 + 749_999_999L, SECOND));
  }

  @Test
  void longerIntervalsEndOnTheirOwnMultiples() {
    assertEquals(500 + 9_750_000_000L, edges.firstAfter(500, 10 * SECOND));
  }

  @Test
  void theWallClockIsCarriedByTheMonotonicOne() {
    assertEquals(1_700_000_001_000L, edges.millis(500 + 750_000_000L));
    assertEquals(1_699_999_999_999L, edges.millis(500 - 250_000_001L));
  }
}
