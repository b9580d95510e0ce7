package stampede.loadgen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

/** The inverses of the integrals, against the integrals themselves in 60 digits. */
class RateProfileTest {
  private static final MathContext DIGITS = new MathContext(60);
  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final BigDecimal PI =
      new BigDecimal("3.14159265358979323846264338327950288419716939937510582097494459");
  private static final long HOUR_NANOS = 3_600_000_000_000L;
  private static final long WEEK_NANOS = 168 * HOUR_NANOS;

  /** The integral of a rate up to a time in nanoseconds, exactly or to 50 digits. */
  private interface Integral {
    BigDecimal requests(BigDecimal nanos);
  }

  private static BigDecimal seconds(BigDecimal nanos) {
    return nanos.movePointLeft(9);
  }

  private static Integral ramp(BigDecimal from, BigDecimal to, long spanNanos) {
    BigDecimal span = seconds(BigDecimal.valueOf(spanNanos));
    return nanos -> {
      BigDecimal t = seconds(nanos).min(span);
      BigDecimal more = to.subtract(from).multiply(t).multiply(t).multiply(HALF);
      return from.multiply(t).add(more.divide(span, DIGITS), DIGITS);
    };
  }

  private static Integral sine(BigDecimal mean, BigDecimal amplitude, long periodNanos) {
    BigDecimal period = seconds(BigDecimal.valueOf(periodNanos));
    return nanos -> {
      BigDecimal t = seconds(nanos);
      BigDecimal angle = PI.multiply(t.remainder(period)).divide(period, DIGITS);
      BigDecimal sine = sine(angle);
      BigDecimal swing = amplitude.multiply(period).divide(PI, DIGITS);
      return mean.multiply(t).add(swing.multiply(sine).multiply(sine), DIGITS);
    };
  }

  /** By its series; the angle is below 4. */
  private static BigDecimal sine(BigDecimal angle) {
    BigDecimal square = angle.multiply(angle).negate();
    BigDecimal term = angle;
    BigDecimal sum = angle;
    for (int n = 2; n < 80; n += 2) {
      term = term.multiply(square).divide(BigDecimal.valueOf(n * (n + 1L)), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    return sum;
  }

  /** The integral grows through {@code due} between {@code bound} before and after {@code nanos}. */
  private static void assertInverse(Integral integral, long due, double nanos, double bound) {
    BigDecimal at = new BigDecimal(nanos);
    BigDecimal within = new BigDecimal(bound);
    BigDecimal before = integral.requests(at.subtract(within).max(BigDecimal.ZERO));
    BigDecimal after = integral.requests(at.add(within));
    BigDecimal exact = BigDecimal.valueOf(due);
    assertTrue(
        before.compareTo(exact) <= 0 && exact.compareTo(after) <= 0,
        due + " at " + nanos + " ns, where " + before + " to " + after + " are due");
  }

  private static long due(BigDecimal requests, double share) {
    return Math.min((long) (requests.doubleValue() * share), requests.longValue());
  }

  @Property(tries = 2000)
  void aRampIsInvertedWithinHalfANanosecond(
      @ForAll @BigRange(min = "0", max = "1000000000") @Scale(9) BigDecimal from,
      @ForAll @BigRange(min = "0", max = "1000000000") @Scale(9) BigDecimal to,
      @ForAll @LongRange(min = 1_000_000, max = WEEK_NANOS) long spanNanos,
      @ForAll @DoubleRange(min = 0, max = 1) double share) {
    if (from.add(to).signum() > 0) {
      var profile = new RampProfile(from, to, spanNanos);
      Integral integral = ramp(from, to, spanNanos);
      assertEquals(
          0,
          integral.requests(BigDecimal.valueOf(spanNanos)).compareTo(profile.requests()),
          "the integral over the whole");
      for (long i : new long[] {due(profile.requests(), share), due(profile.requests(), 1)}) {
        assertInverse(integral, i, profile.nanosAt((double) i), 0.5);
      }
    }
  }

  /** The last request of ten billion is due where the rate is nearly nothing. */
  @Test
  void aRampToNothingIsInvertedAtItsEndToo() {
    BigDecimal from = new BigDecimal(20_000_000_000L).divide(new BigDecimal(3600), DIGITS);
    var profile = new RampProfile(from, BigDecimal.ZERO, HOUR_NANOS);
    Integral integral = ramp(from, BigDecimal.ZERO, HOUR_NANOS);
    for (long left = 1; left < 10_000_000_000L; left *= 7) {
      long i = 10_000_000_000L - left;
      assertInverse(integral, i, profile.nanosAt((double) i), 0.5);
    }
  }

  @Property(tries = 2000)
  void aSwingIsInvertedWithinHalfANanosecond(
      @ForAll @BigRange(min = "0.001", max = "500000000") @Scale(9) BigDecimal mean,
      @ForAll @BigRange(min = "0", max = "1") @Scale(3) BigDecimal depth,
      @ForAll @LongRange(min = 1_000_000, max = WEEK_NANOS) long periodNanos,
      @ForAll @LongRange(min = 1_000_000, max = WEEK_NANOS) long spanNanos,
      @ForAll @DoubleRange(min = 0, max = 1) double share) {
    BigDecimal amplitude = mean.multiply(depth);
    var profile = new SineProfile(mean, amplitude, periodNanos, spanNanos);
    Integral integral = sine(mean, amplitude, periodNanos);
    BigDecimal whole = integral.requests(BigDecimal.valueOf(spanNanos));
    double relative = whole.subtract(profile.requests()).divide(whole, DIGITS).doubleValue();
    assertTrue(Math.abs(relative) < 0x1.0p-50, "the integral over the whole: " + relative);
    long i = due(profile.requests(), share);
    double nanos = profile.nanosAt((double) i);
    double phase = 2 * Math.PI * (nanos % periodNanos) / periodNanos;
    double rate = mean.doubleValue() + amplitude.doubleValue() * Math.sin(phase);
    double digits = 0x1.0p-51 * periodNanos * mean.doubleValue() / rate;
    assertInverse(integral, i, nanos, Math.max(0.5, digits));
  }

  /** Slow and deep enough that a bad step would show; fast enough that a double holds all of it. */
  @Test
  void aThousandOfASwingsRequestsAreExact() {
    for (String amplitude : new String[] {"0", "1", "500", "900", "999", "1000"}) {
      BigDecimal mean = new BigDecimal(1000);
      long periodNanos = 10_000_000_000L;
      var profile = new SineProfile(mean, new BigDecimal(amplitude), periodNanos, 3 * periodNanos);
      assertEquals(0, new BigDecimal(30_000).compareTo(profile.requests()));
      Integral integral = sine(mean, new BigDecimal(amplitude), periodNanos);
      for (long i = 0; i < 30_000; i += 29) {
        assertInverse(integral, i, profile.nanosAt((double) i), 0.5);
      }
    }
  }

  /** A week of a swing down to nothing, just before and after each of its lowest points. */
  @Test
  void whatIsLeftOfManyPeriodsKeepsItsDigits() {
    BigDecimal mean = new BigDecimal("333.333333333");
    long periodNanos = 100_000_000_007L;
    var profile = new SineProfile(mean, mean, periodNanos, WEEK_NANOS);
    Integral integral = sine(mean, mean, periodNanos);
    double inPeriod = mean.doubleValue() * periodNanos / 1e9;
    for (int period = 1; period < 6_000; period += 71) {
      for (int besides : new int[] {-3, 3}) {
        long i = (long) ((period + 0.75 + 1 / (2 * Math.PI)) * inPeriod) + besides;
        assertInverse(integral, i, profile.nanosAt((double) i), 0.5);
      }
    }
  }
}
