package stampede.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ShippedRequestsTest {
  @Test
  void responseTimesOfWhatWasAnsweredOrTimedOutAreShippedAndAllIsHandedOn() {
    var fixture = new RelayFixture();
    List<Outcome> handedOn = new ArrayList<>();
    var sink = new ShippedRequests(
        (operation, outcome, intendedNanos, startNanos, endNanos) -> handedOn.add(outcome),
        fixture.relay);
    sink.completed(Operation.LOAD, Outcome.HIT, 100, 107, 110);
    sink.completed(Operation.LOAD, Outcome.TIMEOUT, 100, 100, 120);
    sink.completed(Operation.STORE, Outcome.FAILED, 100, 100, 130);
    sink.completed(Operation.LOAD, Outcome.SHED, 100, 140, 140);
    sink.completed(Operation.LOAD, Outcome.OPEN, 100, 100, 150);
    sink.completed(Operation.LOAD, Outcome.UNSENT, 100, 160, 160);
    RelayCounts counts = fixture.close();

    assertEquals(
        List.of(
            "flux.0.request.load.hit:0.00001|ms",
            "flux.0.request.load.timeout:0.00002|ms",
            "flux.0.request.store.failed:0.00003|ms"),
        fixture.lines());
    assertEquals(3, counts.requests().shipped());
    assertEquals(0, counts.backing().recorded());
    assertEquals(
        List.of(
            Outcome.HIT,
            Outcome.TIMEOUT,
            Outcome.FAILED,
            Outcome.SHED,
            Outcome.OPEN,
            Outcome.UNSENT),
        handedOn);
  }
}
