package stampede.results;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a CI system is told: cases, each with its answer.
 *
 * @param suite what they are cases of
 * @param seconds how long all of them took
 */
public record Answers(String suite, double seconds, List<Case> cases) {
  /** What a case came to. */
  public enum Answer {
    PASSED,
    /** It was judged, and it does not hold. */
    FAILED,
    /** It could not be judged, so that nothing passes. */
    ERROR,
    /** It was not judged, or weighs nothing. */
    SKIPPED
  }

  /**
   * One case.
   *
   * @param group what it belongs to, in dotted words
   * @param type a word for what it came to
   * @param message why it came to that; in no file where it passed
   * @param figures by name, in the order in which they are shown
   */
  public record Case(
      String group,
      String name,
      Answer answer,
      String type,
      String message,
      Map<String, String> figures) {
    /** Copies the figures. */
    public Case {
      figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }
  }

  /** Copies the list. */
  public Answers {
    cases = List.copyOf(cases);
  }

  long count(Answer answer) {
    return cases.stream().filter(one -> one.answer() == answer).count();
  }
}
