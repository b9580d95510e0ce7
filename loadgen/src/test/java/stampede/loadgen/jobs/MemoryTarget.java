package stampede.loadgen.jobs;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.loadgen.Request;
import stampede.loadgen.Target;
import stampede.store.BlobRef;

/** A target that answers at once, or so much later; and refuses every n-th store where it is told to. */
final class MemoryTarget implements Target {
  private final VirtualReactor reactor;
  private final long answerNanos;
  final Set<BlobRef> blobs = new HashSet<>();
  final Set<String> texts = new HashSet<>();
  int refuseEach = Integer.MAX_VALUE;
  int inFlight;
  int inFlightMax;
  private int stores;

  MemoryTarget(VirtualReactor reactor, long answerNanos) {
    this.reactor = reactor;
    this.answerNanos = answerNanos;
  }

  @Override
  public CompletableFuture<Outcome> submit(Request request) {
    Outcome outcome = outcome(request);
    if (answerNanos == 0) {
      return CompletableFuture.completedFuture(outcome);
    }
    inFlightMax = Math.max(inFlightMax, ++inFlight);
    CompletableFuture<Outcome> answer = new CompletableFuture<>();
    reactor.after(answerNanos, () -> {
      inFlight--;
      answer.complete(outcome);
    });
    return answer;
  }

  private Outcome outcome(Request request) {
    if (request.operation() == Operation.LOAD) {
      return blobs.contains(request.ref()) ? Outcome.HIT : Outcome.ABSENT;
    }
    if (++stores % refuseEach == 0) {
      return Outcome.SHED;
    }
    texts.add(new String(request.blob().bytes(), StandardCharsets.ISO_8859_1));
    blobs.add(request.ref());
    return Outcome.STORED;
  }
}
