package stampede.loadgen.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TransitionsTest {
  /** Flux RFC 21: from, event, to. What is not here is forbidden. */
  private static final String ALLOWED = """
      new       validate         depend
      depend    depend           priority
      priority  priority         sched
      sched     alloc            run
      run       finish           cleanup
      cleanup   clean            inactive
      sched     urgency          priority
      sched     jobspec-update   priority
      sched     flux-restart     priority
      depend    fatal-exception  cleanup
      priority  fatal-exception  cleanup
      sched     fatal-exception  cleanup
      run       fatal-exception  cleanup
      """;

  private static Map<String, String> allowed() {
    Map<String, String> table = new HashMap<>();
    ALLOWED
        .lines()
        .map(line -> line.split(" +"))
        .forEach(row -> assertNull(table.put(row[0] + " " + row[1], row[2]), "twice"));
    return table;
  }

  @Test
  void eachIsAllowedOrForbiddenAsTheTableHasIt() {
    Map<String, String> left = allowed();
    for (JobState from : JobState.values()) {
      for (JobEvent event : JobEvent.values()) {
        String row = from.word() + " " + name(event);
        JobState to = Transitions.next(from, event);
        assertEquals(left.remove(row), to == null ? null : to.word(), row);
      }
    }
    assertEquals(Map.of(), left);
  }

  private static String name(JobEvent event) {
    return event.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Test
  void anExceptionHasOneNameInAnEventlog() {
    assertEquals("exception", JobEvent.EXCEPTION.word());
    assertEquals("exception", JobEvent.FATAL_EXCEPTION.word());
    assertEquals("dependency-add", JobEvent.DEPENDENCY_ADD.word());
  }

  @Test
  void noTopicHasTheStateNew() {
    for (JobState state : JobState.values()) {
      if (state != JobState.NEW) {
        assertEquals("job.state." + state.word(), Topic.of(state).word());
      }
    }
    assertEquals(JobState.COUNT - 1, Topic.STATES.size());
    assertEquals("job.new", Topic.JOB_NEW.word());
    assertEquals("job.inactive-remove", Topic.JOB_INACTIVE_REMOVE.word());
  }
}
