package stampede.results;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import stampede.instrument.StateSample;
import stampede.store.BadInputException;

/**
 * The text form of {@code states.csv}: a line a sample of the gauges, beside what was true. An instance
 * reads one file.
 */
final class StatesCsv {
  static final String FILE = "states.csv";

  private final List<String> states = new ArrayList<>();
  private final StateThinner rows = new StateThinner();
  private long lastMillis = Long.MIN_VALUE;
  private boolean headed;

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

  /**
   * Reads a file of any size; a last line without its end is left out.
   *
   * @throws BadInputException where it is missing or damaged
   */
  static StateSeries read(Path file) {
    var csv = new StatesCsv();
    int torn = LineFile.read(file, csv::line);
    return new StateSeries(csv.states, csv.rows.rows(), csv.rows.samples(), torn);
  }

  private void line(String text) {
    List<String> fields = List.of(text.split(",", -1));
    if (headed) {
      rows.add(row(fields));
    } else {
      fields.stream()
          .filter(field -> field.startsWith("count_"))
          .forEach(field -> states.add(field.substring("count_".length())));
      if (!header(states).equals(text)) {
        throw new IllegalArgumentException("the header");
      }
      headed = true;
    }
  }

  private long[] row(List<String> fields) {
    int columns = 1 + StateSeries.COLUMNS * states.size();
    if (fields.size() != columns) {
      throw new IllegalArgumentException(columns + " fields: " + fields.size());
    }
    long[] row = fields.stream().mapToLong(Long::parseLong).toArray();
    if (row[0] < lastMillis) {
      throw new IllegalArgumentException("a sample is not before the one before it");
    }
    lastMillis = row[0];
    return row;
  }
}
