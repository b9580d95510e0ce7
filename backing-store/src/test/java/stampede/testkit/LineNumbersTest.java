package stampede.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineNumbersTest {
  private static final List<String> SENT = List.of(
      "flux.0.stampede.relay.line:0|g\na:1|ms\na:2|ms",
      "flux.0.stampede.relay.line:2|g\na:3|ms",
      "flux.0.stampede.relay.line:3|g\na:4|ms\na:5|ms\na:6|ms\n",
      "flux.0.stampede.relay.line:6|g\na:7|ms");

  private static LineNumbers numbers(int... received) {
    var numbers = new LineNumbers(StatsdLine.Flavor.ETSY);
    for (int index : received) {
      numbers.add(SENT.get(index));
    }
    return numbers;
  }

  @Test
  void whatIsMissingBeforeTheLastDatagramIsLost() {
    assertEquals(0, numbers().lost());
    assertEquals(0, numbers(0, 1, 2, 3).lost());
    assertEquals(1, numbers(0, 2, 3).lost());
    assertEquals(4, numbers(0, 3).lost());
    assertEquals(6, numbers(3).lost());
    assertEquals(0, numbers(0, 1).lost(), "the end is not seen");
  }

  @Test
  void theNumbersThemselvesAreNotCounted() {
    assertEquals(7, numbers(0, 1, 2, 3).received());
    assertEquals(3, numbers(0, 3).received());
  }

  @Test
  void aDatagramWithoutANumberIsTold() {
    var numbers = numbers(0, 1);
    for (String datagram : List.of(
        "",
        "a:1|ms\nflux.0.stampede.relay.line:3|g",
        "flux.0.stampede.relay.line:-3|g",
        "flux.0.stampede.relay.line:3|c",
        "flux.0.relay.line:3|g")) {
      numbers.add(datagram);
    }
    assertEquals(5, numbers.unnumbered());
    assertEquals(0, numbers.lost());
    assertEquals(3, numbers.received());
  }
}
