package stampede.results;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Names of runs: {@code yyyyMMdd'T'HHmmss'Z'-} in UTC and four hex digits. */
public final class RunId {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private RunId() {}

  /** The name of a run that starts at {@code at}; the low 16 bits of {@code random} tell apart. */
  public static String of(Instant at, long random) {
    return STAMP.format(at) + String.format(Locale.ROOT, "-%04x", random & 0xffff);
  }
}
