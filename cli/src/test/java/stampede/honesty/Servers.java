package stampede.honesty;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import stampede.instrument.Outcome;
import stampede.loadgen.Request;
import stampede.loadgen.Target;
import stampede.time.VirtualTime;

/** Targets whose answers come at known moments of virtual time. */
final class Servers {
  private static final CompletableFuture<Outcome> LOADED =
      CompletableFuture.completedFuture(Outcome.LOADED);

  private Servers() {}

  /** One server that takes requests in order; request i keeps it busy for a time of its own. */
  static Target queue(VirtualTime time, long[] serviceNanos) {
    return new Queue(time, serviceNanos);
  }

  private static final class Queue implements Target {
    private record Job(long index, CompletableFuture<Outcome> answer) {}

    private final VirtualTime time;
    private final long[] serviceNanos;
    private final Deque<Job> jobs = new ArrayDeque<>();

    Queue(VirtualTime time, long[] serviceNanos) {
      this.time = time;
      this.serviceNanos = serviceNanos;
    }

    @Override
    public CompletableFuture<Outcome> submit(Request request) {
      var job = new Job(request.index(), new CompletableFuture<>());
      jobs.add(job);
      if (jobs.size() == 1) {
        serveFirst();
      }
      return job.answer();
    }

    private void serveFirst() {
      time.after(serviceNanos[(int) jobs.element().index()], () -> {
        Job served = jobs.remove();
        if (!jobs.isEmpty()) {
          serveFirst();
        }
        served.answer().complete(Outcome.LOADED);
      });
    }
  }

  /** Answers each request after a time of its own, any number at once. */
  static Target parallel(VirtualTime time, long[] serviceNanos) {
    return request -> {
      var answer = new CompletableFuture<Outcome>();
      time.after(serviceNanos[(int) request.index()], () -> answer.complete(Outcome.LOADED));
      return answer;
    };
  }

  /** Answers at once, but for one stall between two moments: at its end, all that came in it. */
  static Target stalling(VirtualTime time, long fromNanos, long toNanos) {
    return request -> {
      if (time.nanos() - fromNanos < 0 || time.nanos() - toNanos >= 0) {
        return LOADED;
      }
      var answer = new CompletableFuture<Outcome>();
      time.after(toNanos - time.nanos(), () -> answer.complete(Outcome.LOADED));
      return answer;
    };
  }

  /** Holds the thread that sends for as long as the answer takes. */
  static Target blocking(VirtualTime time, long[] serviceNanos) {
    return request -> {
      time.advance(serviceNanos[(int) request.index()]);
      return LOADED;
    };
  }
}
