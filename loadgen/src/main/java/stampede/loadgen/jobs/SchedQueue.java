package stampede.loadgen.jobs;

import java.util.Comparator;
import java.util.TreeSet;

/** The jobs that wait for a core: the higher priority first, then the earlier job. For one thread. */
final class SchedQueue {
  private final TreeSet<Job> jobs =
      new TreeSet<>(Comparator.<Job>comparingInt(job -> -job.priority).thenComparingInt(Job::id));

  void add(Job job) {
    jobs.add(job);
  }

  /** Takes a job out, whose priority has not changed since it was added. */
  void remove(Job job) {
    jobs.remove(job);
  }

  boolean isEmpty() {
    return jobs.isEmpty();
  }

  Job takeFirst() {
    Job first = jobs.first();
    jobs.remove(first);
    return first;
  }
}
