package stampede.instrument;

/**
 * Hands finished requests on, and offers the response times of those that were answered or timed out
 * to a relay. Of a timeout that time is a lower bound. Thread-safe where both are.
 */
public final class ShippedRequests implements CompletionSink {
  private final CompletionSink next;
  private final Relay relay;

  public ShippedRequests(CompletionSink next, Relay relay) {
    this.next = next;
    this.relay = relay;
  }

  @Override
  public void completed(
      Operation operation, Outcome outcome, long intendedNanos, long startNanos, long endNanos) {
    next.completed(operation, outcome, intendedNanos, startNanos, endNanos);
    switch (outcome) {
      case SHED, OPEN, UNSENT -> {}
      default ->
        relay.offer(Series.id(Clock.RESPONSE, operation, outcome), endNanos - intendedNanos);
    }
  }
}
