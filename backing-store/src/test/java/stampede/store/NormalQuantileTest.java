package stampede.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalQuantileTest {
  /** Roots of erfc(-x / sqrt 2) / 2 = p by bisection with 40 digits (mpmath). */
  @ParameterizedTest
  @CsvSource({
    "0x1.0p-54, -8.292361075813595",
    "0x1.0p-53, -8.209536151601387",
    "1e-12, -7.034483825301132",
    "1.3e-11, -6.667611456510741",
    "1.4e-11, -6.656723091518184",
    "1e-6, -4.753424308822899",
    "0.001, -3.0902323061678136",
    "0.01, -2.326347874040841",
    "0.074, -1.4466320671589785",
    "0.075, -1.439531470938456",
    "0.076, -1.4325027208258116",
    "0.25, -0.6744897501960817",
    "0.4999, -0.00025066283008800747",
    "0.5, 0",
    "0.75, 0.6744897501960817",
    "0.9, 1.2815515655446006",
    "0.926, 1.4466320671589787",
    "0.975, 1.9599639845400538",
    "0.99, 2.3263478740408408",
    "0.999, 3.090232306167813",
    "0.999999, 4.753424308817087",
    "0x1.fffffffffffffp-1, 8.209536151601387",
  })
  void isTheInverseOfTheDistribution(double p, double x) {
    assertEquals(x, NormalQuantile.of(p), 1e-15 * Math.abs(x));
  }

  @Test
  void theTailsMirrorEachOther() {
    for (int i = 1; i < 1 << 12; i++) {
      double p = i * 0x1.0p-13;
      assertEquals(-NormalQuantile.of(p), NormalQuantile.of(1 - p), "p = " + p);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, 1.1, Double.NaN})
  void refusesWhatIsNoProbabilityBetweenZeroAndOne(double p) {
    assertThrows(IllegalArgumentException.class, () -> NormalQuantile.of(p));
  }
}
