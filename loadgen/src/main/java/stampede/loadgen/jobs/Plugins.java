package stampede.loadgen.jobs;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The plugins that are loaded, by topic. For the reactor's thread. */
@SuppressWarnings("EnumOrdinal") // topics never leave the process by number
final class Plugins {
  private final List<JobPlugin> all = new ArrayList<>();
  private final List<List<JobPlugin>> byTopic = new ArrayList<>();
  private boolean calling;

  Plugins() {
    for (int i = 0; i < Topic.COUNT; i++) {
      byTopic.add(new ArrayList<>());
    }
  }

  void add(JobPlugin plugin) {
    all.add(plugin);
    for (Topic topic : plugin.topics()) {
      byTopic.get(topic.ordinal()).add(plugin);
    }
  }

  /** Whether every plugin lets a job pass. */
  boolean validate(Job job) {
    for (JobPlugin plugin : all) {
      if (!plugin.validate(job)) {
        return false;
      }
    }
    return true;
  }

  void call(Topic topic, Job job) {
    call(topic, job, null, 0);
  }

  void call(Topic topic, Job job, @Nullable JobState previous, long previousNanos) {
    List<JobPlugin> told = byTopic.get(topic.ordinal());
    calling = true;
    for (int i = 0; i < told.size(); i++) {
      told.get(i).call(topic, job, previous, previousNanos);
    }
    calling = false;
  }

  /** Refuses what a plugin does within a call: those behind it would hear it in the wrong order. */
  void requireSilence() {
    if (calling) {
      throw new IllegalStateException("a plugin must leave this to a later turn");
    }
  }
}
