package stampede.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How pairings become a figure, and a figure an answer. */
class FigureTest {
  private static final Claim TIME = Claim.time("", "ours", "the peer's", 1.1);

  @Test
  void aTimeHoldsUpToItsBound() {
    assertTrue(Figure.of(TIME, List.of(nanos(110, 100))).holds());
    assertFalse(Figure.of(TIME, List.of(nanos(111, 100))).holds());
  }

  @Test
  void aRateHoldsFromItsBoundOn() {
    Claim rate = Claim.rate("", "ours", "the peer's", 8);
    assertTrue(Figure.of(rate, List.of(nanos(100, 800))).holds());
    assertFalse(Figure.of(rate, List.of(nanos(100, 799))).holds());
  }

  @Test
  void memoryIsComparedByBytes() {
    Claim bytes = Claim.bytes("", "ours", "the peer's", 1.5);
    assertTrue(Figure.of(bytes, List.of(pairing(900, 150, 100, 100))).holds());
    assertFalse(Figure.of(bytes, List.of(pairing(100, 151, 900, 100))).holds());
  }

  @Test
  void aTimeOfOursAloneHoldsWhateverThePeerTakes() {
    Claim nanos = Claim.nanos("", "ours", "the peer's", 15);
    assertTrue(Figure.of(nanos, List.of(nanos(15, 1))).holds());
    assertFalse(Figure.of(nanos, List.of(nanos(16, 1000))).holds());
    assertFalse(Figure.of(nanos, List.of(nanos(Double.NaN, 1))).holds());
  }

  @Test
  void aRateOfOursAloneHoldsFromItsBoundOn() {
    Claim rate = Claim.perSecond("", "ours", "the peer's", 2_000_000);
    assertTrue(Figure.of(rate, List.of(nanos(500, 1))).holds());
    assertFalse(Figure.of(rate, List.of(nanos(501, 1000))).holds());
  }

  @Test
  void aLossIsReportedOverAllPairings() {
    Figure figure = Figure.of(
        Claim.lost("", "ours", "the peer's"), List.of(lost(1, 0), lost(2, 0.25), lost(900, 0.5)));
    assertEquals(25, figure.ours().median());
    assertEquals(3, figure.pairings());
    assertTrue(figure.holds());
  }

  @Test
  void anAllocationBreaksAClaimOnTime() {
    Claim none = TIME.allocatingAtMost(0.5);
    assertTrue(Figure.of(none, List.of(pairing(100, 0, 100, 24))).holds());
    assertTrue(Figure.of(none, List.of(pairing(100, 0.5, 100, 24))).holds());
    assertFalse(Figure.of(none, List.of(pairing(100, 0.6, 100, 24))).holds());
    assertTrue(Figure.of(TIME, List.of(pairing(100, 600, 100, 0))).holds());
  }

  @Test
  void whatIsNoNumberDoesNotHold() {
    assertFalse(Figure.of(TIME, List.of(nanos(Double.NaN, 100))).holds());
    assertFalse(Figure.of(TIME, List.of(nanos(0, 0))).holds());
    assertFalse(Figure.of(TIME.allocatingAtMost(0.5), List.of(pairing(100, Double.NaN, 100, 0)))
        .holds());
  }

  @Test
  void theRatioIsTheMedianOfThePairedOnes() {
    // The medians of the sides are 100 and 100; the paired ratios 0.5, 1.25 and 2.
    List<Pairing> pairings = List.of(nanos(50, 100), nanos(100, 80), nanos(200, 100));
    List<Pairing> slower = new ArrayList<>(pairings);
    for (int i = 0; i < 2; i++) {
      slower.add(nanos(1000, 1));
    }
    Figure figure = Figure.of(TIME, slower);
    assertEquals(1.25, figure.held().median());
    assertFalse(figure.holds());
  }

  @Test
  void theSlowerHalfIsLeftOut() {
    Figure figure = Figure.of(
        TIME, List.of(nanos(900, 300), nanos(100, 100), nanos(120, 100), nanos(300, 900)));
    assertEquals(1.1, figure.held().median(), 1e-9);
    assertEquals(2, figure.pairings());
    assertEquals(1.1, figure.ofAll(), 1e-9);
    List<Pairing> three = List.of(nanos(100, 100), nanos(200, 100), nanos(300, 100));
    assertEquals(1.5, Figure.of(TIME, three).held().median());
    assertEquals(2, Figure.of(TIME, three).ofAll());
  }

  @Test
  void theMedianAndTheQuartilesAreThoseOfTheSortedSample() {
    List<Pairing> sample = List.of(nanos(5, 1), nanos(1, 1), nanos(4, 1), nanos(2, 1), nanos(3, 1));
    assertEquals(
        new Spread(3, 2, 4), Spread.of(sample, pairing -> pairing.ours().nanos()));
    assertEquals(
        new Spread(3.5, 3, 4),
        Spread.of(List.of(nanos(3, 1), nanos(4, 1)), pairing -> pairing.ours().nanos()));
    assertThrows(IllegalArgumentException.class, () -> Figure.of(TIME, List.of()));
  }

  @Test
  void theLineTellsTheFigureItsBoundAndWhetherItHolds() {
    assertEquals(
        "ours: 1.050 x the peer's [1.050-1.050] (of all pairings 1.050), at most 1.100; 0.00 B an operation, at most 0.50: holds",
        Figure.of(TIME.allocatingAtMost(0.5), List.of(nanos(105, 100))).line());
    assertEquals(
        "ours: 1.200 x the peer's [1.200-1.200] (of all pairings 1.200), at most 1.100: BROKEN",
        Figure.of(TIME, List.of(nanos(120, 100))).line());
  }

  @Test
  void theLineOfOursAloneHasThePeerBesideIt() {
    Claim nanos = Claim.nanos("", "ours", "the peer's", 15).allocatingAtMost(0.5);
    assertEquals(
        "ours: 4.5 ns [4.5-4.5] (of all pairings 4.5), at most 15.0; 0.00 B an operation, at most 0.50; beside the peer's: 30.0 ns [30.0-30.0]: holds",
        Figure.of(nanos, List.of(nanos(4.5, 30))).line());
    assertEquals(
        "ours: 50.00 % [50.00-50.00] (of all pairings 50.00); 0.00 B an operation; beside the peer's: 0.00 % [0.00-0.00]",
        Figure.of(Claim.lost("", "ours", "the peer's"), List.of(lost(1, 0.5))).line());
  }

  @Test
  void theRowOfOursAloneHasNoRatio() {
    Claim nanos = Claim.nanos("", "ours", "the peer's", 15);
    assertEquals(
        "| ours | the peer's | 4.5 ns [4.5-4.5] | 30.0 ns [30.0-30.0] |  | 4.5 | at most 15.0 | 0.0, 0.0 | 1 |",
        Figure.of(nanos, List.of(nanos(4.5, 30))).row());
    assertEquals(
        "| ours | the peer's | 45 ns [45-45] | 30 ns [30-30] | 1.500 [1.500-1.500] | 1.500 | at most 1.1 | 0.0, 0.0 | 1 |",
        Figure.of(TIME, List.of(nanos(45, 30))).row());
  }

  @Test
  void theNearerBoundIsTheMargin() {
    assertEquals(
        0.5, Figure.of(TIME.allocatingAtMost(10), List.of(pairing(1, 20, 1, 0))).margin());
    assertEquals(
        1.1, Figure.of(TIME.allocatingAtMost(10), List.of(pairing(1, 1, 1, 0))).margin());
  }

  @Test
  void aBenchmarkHasANameOfItsOwnAndAClaimForEachCaseAndMeasure() {
    Set<String> names = new HashSet<>();
    for (Benchmarks benchmark : Benchmarks.ALL) {
      assertTrue(names.add(benchmark.name()), benchmark.name());
      Set<String> cases = new HashSet<>();
      benchmark
          .claims()
          .forEach(
              claim -> assertTrue(cases.add(claim.parameter() + claim.measure()), claim.ours()));
      assertFalse(cases.isEmpty(), benchmark.name());
    }
  }

  private static Pairing nanos(double ours, double peer) {
    return pairing(ours, 0, peer, 0);
  }

  private static Pairing lost(double nanos, double share) {
    return new Pairing(new Pairing.Side(nanos, 0, share), new Pairing.Side(nanos, 0, 0));
  }

  private static Pairing pairing(
      double oursNanos, double oursBytes, double peerNanos, double peerBytes) {
    return new Pairing(
        new Pairing.Side(oursNanos, oursBytes, 0), new Pairing.Side(peerNanos, peerBytes, 0));
  }
}
