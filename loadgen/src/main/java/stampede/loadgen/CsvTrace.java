package stampede.loadgen;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a trace in the CSV form of Twitter's cache traces (github.com/twitter/cache-trace): {@code
 * timestamp,key,key size,value size,client id,operation,TTL}, times in whole seconds. Its gets are
 * the requests; other operations are counted and left out. For one thread.
 */
final class CsvTrace {
  /** What an error says was expected. */
  static final String EXPECTED =
      "lines timestamp,key,key size,value size,client id,operation,TTL of"
          + " whole seconds that do not go back, plain or in xz: 1 to " + TraceFile.REQUESTS_MAX
          + " gets, at most " + Population.KEYS_MAX + " keys";

  private static final Pattern LINE =
      Pattern.compile("(\\d{1,12}),([^,]+),\\d{1,18},\\d{1,18},\\d{1,18},([a-z]+),\\d{1,18}");
  private static final Set<String> GETS = Set.of("get", "gets");
  private static final Set<String> OTHERS =
      Set.of("set", "add", "replace", "cas", "append", "prepend", "delete", "incr", "decr");
  private static final int LINE_CHARS_MAX = 4096;
  /** So many seconds at the least speed are nanoseconds of 63 bits. */
  private static final long SECONDS_MAX = 86_400_000;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final TraceTimes times = new TraceTimes();
  private int[] keys = new int[1 << 10];
  private int length;
  private long leftOut;
  private long firstSeconds;
  private long lastSeconds = -1;

  private CsvTrace() {}

  /** Whether a file of that name has this form. */
  static boolean is(String path) {
    return path.endsWith(".csv") || path.endsWith(".csv.xz");
  }

  /**
   * Reads all lines.
   *
   * @throws IOException where the content cannot be read, or is no such trace: its message begins
   *     with the number of the line
   */
  static TraceFile read(InputStream content) throws IOException {
    CsvTrace trace = new CsvTrace();
    var reader = new BufferedReader(new InputStreamReader(content, StandardCharsets.ISO_8859_1));
    long number = 1;
    for (String line = line(reader, number); line != null; line = line(reader, number)) {
      trace.add(line, number);
      number++;
    }
    require(trace.length > 0, number, "no get before the end");
    int[] keys = Arrays.copyOf(trace.keys, trace.length);
    return new TraceFile(keys, trace.numbers.size(), trace.times, trace.leftOut);
  }

  /** Null at the end. */
  private static @Nullable String line(BufferedReader reader, long number) throws IOException {
    StringBuilder line = new StringBuilder();
    int next = reader.read();
    if (next < 0) {
      return null;
    }
    for (; next >= 0 && next != '\n'; next = reader.read()) {
      require(line.length() < LINE_CHARS_MAX, number, "longer than " + LINE_CHARS_MAX + " bytes");
      line.append((char) next);
    }
    return line.toString();
  }

  private void add(String line, long number) throws IOException {
    Matcher fields = LINE.matcher(line);
    require(fields.matches(), number, "no such line");
    long seconds = Long.parseLong(fields.group(1));
    require(seconds >= lastSeconds, number, "time goes back");
    boolean isGet = GETS.contains(fields.group(3));
    require(isGet || OTHERS.contains(fields.group(3)), number, "no such operation");
    if (length > 0) {
      require(seconds - firstSeconds <= SECONDS_MAX, number, "1000 days after the first get");
      times.passed(seconds - firstSeconds);
    }
    lastSeconds = seconds;
    if (isGet) {
      add(fields.group(2), seconds, number);
    } else {
      leftOut++;
    }
  }

  private void add(String key, long seconds, long number) throws IOException {
    require(length < TraceFile.REQUESTS_MAX, number, "too many requests");
    if (length == 0) {
      firstSeconds = seconds;
    }
    if (length == keys.length) {
      keys = Arrays.copyOf(keys, 2 * length);
    }
    Integer known = numbers.putIfAbsent(key, numbers.size());
    require(numbers.size() <= Population.KEYS_MAX, number, "too many keys");
    times.add(seconds - firstSeconds);
    keys[length++] = known == null ? numbers.size() - 1 : known;
  }

  private static void require(boolean holds, long line, String otherwise) throws IOException {
    if (!holds) {
      throw new IOException("line " + line + ": " + otherwise);
    }
  }
}
