package stampede.results;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import stampede.results.SeriesRow.Meters;
import stampede.results.SeriesRow.Untimed;

/** The text form of {@code series.csv}. An empty field is a value that nobody measured. */
final class SeriesCsv {
  static final String FILE = "series.csv";

  static final String HEADER =
      "startMillis,offered,completed,hits,misses,joins,shed,inFlight,cleanBytes,dirtyBytes,"
          + "gcPauseNanos,hiccupMaxNanos,fault,"
          + "failed,timeout,loadsShed,storesShed,loadsOpen,storesOpen,loadsUnsent,storesUnsent,"
          + "outOfRange,expired";

  private static final int FIELDS = HEADER.split(",").length;

  private SeriesCsv() {}

  /** The line of a row, without its end. */
  static String format(SeriesRow row) {
    Meters meters = row.meters();
    if (meters.fault() != null && !meters.fault().matches("[^,\"\\p{Cntrl}]+")) {
      throw new IllegalArgumentException("fault must be a word: " + meters.fault());
    }
    return Stream.of(
            row.startMillis(),
            meters.offered(),
            row.completed(),
            row.hits(),
            row.misses(),
            row.joins(),
            row.shed(),
            meters.inFlight(),
            meters.cleanBytes(),
            meters.dirtyBytes(),
            meters.gcPauseNanos(),
            meters.hiccupMaxNanos(),
            meters.fault(),
            row.failed(),
            row.timeout(),
            row.loads().shed(),
            row.stores().shed(),
            row.loads().open(),
            row.stores().open(),
            row.loads().unsent(),
            row.stores().unsent(),
            row.outOfRange(),
            row.expired())
        .map(field -> Objects.toString(field, ""))
        .collect(Collectors.joining(","));
  }

  /**
   * The row of a line; fields beyond the known ones are skipped.
   *
   * @throws IllegalArgumentException where it has too few fields, or one that is no whole number
   */
  static SeriesRow parse(String line) {
    List<String> fields = List.of(line.split(",", -1));
    if (fields.size() < FIELDS) {
      throw new IllegalArgumentException(FIELDS + " fields: " + fields.size());
    }
    String fault = fields.get(12);
    return new SeriesRow(
        count(fields, 0),
        new Meters(
            measured(fields, 1),
            measured(fields, 7),
            measured(fields, 8),
            measured(fields, 9),
            measured(fields, 10),
            measured(fields, 11),
            fault.isEmpty() ? null : fault),
        count(fields, 2),
        count(fields, 3),
        count(fields, 4),
        count(fields, 5),
        count(fields, 6),
        count(fields, 13),
        count(fields, 14),
        new Untimed(count(fields, 15), count(fields, 17), count(fields, 19)),
        new Untimed(count(fields, 16), count(fields, 18), count(fields, 20)),
        count(fields, 21),
        count(fields, 22));
  }

  private static @Nullable Long measured(List<String> fields, int index) {
    return fields.get(index).isEmpty() ? null : Long.valueOf(fields.get(index));
  }

  private static long count(List<String> fields, int index) {
    return Long.parseLong(fields.get(index));
  }
}
