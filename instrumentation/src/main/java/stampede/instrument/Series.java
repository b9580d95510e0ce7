package stampede.instrument;

import java.util.Locale;

/** Timings that share a distribution. Its tag is {@code <clock>.<operation>.<outcome>}. */
@SuppressWarnings("EnumOrdinal") // ids never leave the process
public record Series(Clock clock, Operation operation, Outcome outcome) {
  private static final int OPERATIONS = Operation.values().length;
  private static final int OUTCOMES = Outcome.values().length;

  /** How many series there are; ids run from 0. */
  public static final int COUNT = Clock.values().length * OPERATIONS * OUTCOMES;

  /** The dense id of a series: computes, does not allocate. */
  public static int id(Clock clock, Operation operation, Outcome outcome) {
    return (clock.ordinal() * OPERATIONS + operation.ordinal()) * OUTCOMES + outcome.ordinal();
  }

  /** The series with an id. */
  public static Series of(int id) {
    return new Series(
        Clock.values()[id / (OPERATIONS * OUTCOMES)],
        Operation.values()[id / OUTCOMES % OPERATIONS],
        Outcome.values()[id % OUTCOMES]);
  }

  public int id() {
    return id(clock, operation, outcome);
  }

  /** Whether it is of a backing operation. */
  boolean isBacking() {
    return clock == Clock.BACKING;
  }

  public String tag() {
    return clock.word() + "." + operation.word() + "." + outcome.word();
  }

  /**
   * The series with a tag.
   *
   * @throws IllegalArgumentException where the text is no tag of a series
   */
  public static Series parse(String tag) {
    String[] words = tag.toUpperCase(Locale.ROOT).split("\\.", -1);
    if (words.length != 3) {
      throw new IllegalArgumentException("a tag is <clock>.<operation>.<outcome>: " + tag);
    }
    return new Series(
        Clock.valueOf(words[0]), Operation.valueOf(words[1]), Outcome.valueOf(words[2]));
  }
}
