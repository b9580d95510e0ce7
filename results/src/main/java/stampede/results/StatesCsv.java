package stampede.results;

import java.util.List;
import java.util.stream.Collectors;
import stampede.instrument.StateSample;

/** The text form of {@code states.csv}: a line a sample of the gauges, beside what was true. */
final class StatesCsv {
  static final String FILE = "states.csv";

  private StatesCsv() {}

  /** The first line, without its end. */
  static String header(List<String> states) {
    return "millis"
        + states.stream()
            .map(state -> ",count_" + state + ",trueMax_" + state + ",entered_" + state)
            .collect(Collectors.joining());
  }

  /**
   * The line of a sample, without its end.
   *
   * @param millis when it was taken, since the epoch
   */
  static String format(long millis, StateSample sample) {
    var line = new StringBuilder().append(millis);
    for (int i = 0; i < sample.states(); i++) {
      line.append(',')
          .append(sample.count(i))
          .append(',')
          .append(sample.trueMax(i))
          .append(',')
          .append(sample.entered(i));
    }
    return line.toString();
  }
}
