package stampede.loadgen.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import stampede.store.Blob;
import stampede.store.HashAlgorithm;
import stampede.store.SplitMix;
import stampede.testkit.LongRun;

/** Any order of what can happen to jobs keeps the laws of their counts. */
@Timeout(120)
final class JobManagerPropertyTest {
  private static final int ORDERS = LongRun.pick(500, 20_000);
  private static final int STEPS = 400;

  /** One random order of submissions, exceptions, urgencies, purges, plugins and times. */
  private static final class Order implements JobPlugin, JobManager.Listener {
    private final VirtualReactor reactor = new VirtualReactor();
    private final MemoryTarget target;
    private final JobContent content;
    private final JobManager manager;
    private final SplitMix draws;
    private final List<StateCounter> counters = new ArrayList<>();
    private final List<Job> jobs = new ArrayList<>();
    private final Map<JobState, Integer> counted = new EnumMap<>(JobState.class);
    private int ended;
    private int refused;

    Order(long seed) {
      draws = new SplitMix(seed);
      target = new MemoryTarget(reactor, below(2) * 3_000_000L);
      var settings =
          JobFixture.settings(1).inactiveMax(below(2) == 0 ? 20 : 10_000).build();
      content = new JobContent(target, (op, outcome, a, b, c) -> {}, reactor, reactor.time);
      manager = new JobManager(settings, content, reactor, reactor.time, this);
      manager.load(this);
      loadCounter();
    }

    private int below(int bound) {
      return (int) (draws.nextUnit() * bound);
    }

    private void loadCounter() {
      var counter = new StateCounter(Counting.EXACT);
      counters.add(counter);
      manager.load(counter);
    }

    @Override
    public Set<Topic> topics() {
      return EnumSet.allOf(Topic.class);
    }

    @Override
    public boolean validate(Job job) {
      return below(10) > 0;
    }

    /** Counts transitions as they are, and looks at each: it is one of the table. */
    @Override
    public void call(Topic topic, Job job, @Nullable JobState previous, long previousNanos) {
      assertTrue(previousNanos >= 0);
      if (topic == Topic.JOB_NEW) {
        jobs.add(job);
        counted.merge(JobState.NEW, 1, Integer::sum);
      } else if (topic == Topic.JOB_INACTIVE_REMOVE) {
        counted.merge(JobState.INACTIVE, -1, Integer::sum);
      } else if (previous != null) {
        assertTrue(allowed(previous, job.state()), () -> previous + " -> " + job.state());
        counted.merge(previous, -1, Integer::sum);
        counted.merge(job.state(), 1, Integer::sum);
      }
      if (previous != null && below(40) == 0) {
        assertThrows(IllegalStateException.class, () -> manager.raise(job, 1, "within a call"));
        reactor.post(() -> manager.raise(job, 0, "by a plugin"));
      }
    }

    private static boolean allowed(JobState from, JobState to) {
      for (JobEvent event : JobEvent.values()) {
        if (Transitions.next(from, event) == to) {
          return true;
        }
      }
      return false;
    }

    @Override
    public void submitted(Job job) {}

    @Override
    public void rejected(Job job) {
      refused++;
    }

    @Override
    public void ended(Job job) {
      ended++;
    }

    private void step() {
      switch (below(8)) {
        case 0, 1 -> {
          int dependency = below(3) == 0 ? below(manager.roster().size() + 1) - 1 : -1;
          content.store(
              JobText.jobspec(manager.roster().size(), 0),
              ref -> manager.submit(reactor.time.nanos(), ref, dependency));
        }
        case 2 -> any(job -> manager.raise(job, below(3), "any"));
        case 3 -> any(job -> manager.changeUrgency(job, below(32)));
        case 4 -> manager.purge(below(50));
        case 5 -> {
          if (counters.size() < 5) {
            loadCounter();
          }
        }
        default -> reactor.time.advance(below(4_000_000));
      }
      look();
    }

    private void any(Consumer<Job> action) {
      if (!jobs.isEmpty()) {
        action.accept(jobs.get(below(jobs.size())));
      }
    }

    private void look() {
      assertEquals(0, manager.roster().truth().violations());
      long sum = 0;
      for (JobState state : JobState.values()) {
        long count = manager.roster().truth().count(state);
        assertTrue(count >= 0);
        assertEquals(counted.getOrDefault(state, 0).longValue(), count, state.word());
        sum += count;
      }
      assertEquals(manager.roster().present(), sum);
      assertEquals(
          manager.roster().present() + manager.roster().purged() + refused,
          manager.roster().size());
      for (StateCounter counter : counters) {
        assertEquals(0, counter.counts().violations());
      }
    }

    void run() {
      for (int i = 0; i < STEPS; i++) {
        step();
      }
      reactor.time.runAll();
      look();
      assertEquals(manager.roster().size() - refused, ended, "every job ends, once");
      assertEquals(12, manager.freeCores(), "every core is given back");
      StateCounter first = counters.get(0);
      for (JobState state : JobState.values()) {
        assertEquals(manager.roster().truth().count(state), first.counts().count(state));
      }
    }
  }

  @Test
  void anyOrderKeepsConservationAndNonNegativity() {
    for (int seed = 0; seed < ORDERS; seed++) {
      new Order(seed).run();
    }
  }

  /** Events in any order, also those that nobody would send, on the table and the counters alone. */
  @Test
  void anyEventsKeepConservationAndNonNegativity() {
    var draws = new SplitMix(1);
    var counter = new StateCounter(Counting.EXACT);
    var ref = Blob.of(HashAlgorithm.SHA256, new byte[0]).ref();
    List<Job> jobs = new ArrayList<>();
    JobEvent[] events = JobEvent.values();
    for (int i = 0; i < 200_000; i++) {
      if (jobs.isEmpty() || draws.nextUnit() < 0.05) {
        var job = new Job(i, 0, ref);
        jobs.add(job);
        counter.call(Topic.JOB_NEW, job, null, 0);
      }
      Job job = jobs.get((int) (draws.nextUnit() * jobs.size()));
      JobEvent event = events[(int) (draws.nextUnit() * events.length)];
      JobState from = job.state;
      JobState to = Transitions.next(from, event);
      if (to != null) {
        job.state = to;
        counter.call(Topic.of(to), job, from, 0);
      } else if (from == JobState.INACTIVE) {
        jobs.remove(job);
        counter.call(Topic.JOB_INACTIVE_REMOVE, job, from, 0);
      }
      assertEquals(jobs.size(), counter.present());
    }
    assertEquals(0, counter.counts().violations());
    for (JobState state : JobState.values()) {
      assertEquals(
          jobs.stream().filter(job -> job.state == state).count(),
          counter.counts().count(state));
    }
  }
}
