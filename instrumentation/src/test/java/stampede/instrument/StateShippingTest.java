package stampede.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StateShippingTest {
  private static StateShipping of(List<String> states) {
    return new StateShipping(states, true, true, true, GaugeStyle.ABSOLUTE);
  }

  @Test
  void keepsItsOwnStates() {
    List<String> states = new ArrayList<>(List.of("new"));
    StateShipping shipping = of(states);
    states.add("run");
    assertEquals(List.of("new"), shipping.states());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "New", "a.b", "a:1", "a|g", "a\n", "abcdefghijklmnopqrstuvwxyz1234567"})
  void refusesWhatIsNoPartOfAName(String state) {
    assertThrows(IllegalArgumentException.class, () -> of(List.of(state)));
  }

  @Test
  void refusesMoreStatesThanThereAre() {
    of(Collections.nCopies(64, "a"));
    assertThrows(IllegalArgumentException.class, () -> of(Collections.nCopies(65, "a")));
  }
}
