package stampede.loadgen;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;
import stampede.store.BadInputException;

/**
 * A recorded sequence of keys, in memory. The file is cache2k's: big-endian 32-bit integers and
 * nothing else, plain or in xz; or, named .csv or .csv.xz, {@link CsvTrace}'s, with times. A key of the file becomes k by first appearance: 0, 1, 2...
 * Immutable.
 */
public final class TraceFile {
  /** The most requests that a trace may hold. */
  public static final int REQUESTS_MAX = 100_000_000;

  private static final String EXPECTED = "a file of big-endian 32-bit keys, plain or in xz: 1 to "
      + REQUESTS_MAX + " requests, at most " + Population.KEYS_MAX + " keys";
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int XZ_MEMORY_KIB_MAX = 100 << 10;

  private final int[] keys;
  private final int keyCount;

  private final @Nullable TraceTimes times;
  private final long leftOutCount;

  /**
   * A trace.
   *
   * @param times null where it has none
   * @param leftOutCount how many operations of the file are no requests
   */
  TraceFile(int[] keys, int keyCount, @Nullable TraceTimes times, long leftOutCount) {
    this.keys = keys;
    this.keyCount = keyCount;
    this.times = times;
    this.leftOutCount = leftOutCount;
  }

  /**
   * Reads a whole trace.
   *
   * @param field where the path was given, for the message
   * @throws BadInputException where the file is missing, empty, damaged or too large
   */
  public static TraceFile read(String field, Path path) {
    boolean isCsv = CsvTrace.is(path.toString());
    try (InputStream file = new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES)) {
      boolean packed = path.toString().endsWith(".xz") || isXz(file);
      InputStream content = packed ? new XZInputStream(file, XZ_MEMORY_KIB_MAX) : file;
      return isCsv ? CsvTrace.read(content) : read(content);
    } catch (IOException e) {
      String reason = e instanceof NoSuchFileException ? "no such file" : reason(e);
      throw new BadInputException(
          field, path + " (" + reason + ")", isCsv ? CsvTrace.EXPECTED : EXPECTED, e);
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static boolean isXz(InputStream file) throws IOException {
    byte[] magic = new byte[] {(byte) 0xFD, '7', 'z', 'X', 'Z', 0};
    file.mark(magic.length);
    byte[] head = file.readNBytes(magic.length);
    file.reset();
    return Arrays.equals(head, magic);
  }

  private static TraceFile read(InputStream content) throws IOException {
    InputStream input = new BufferedInputStream(content, BUFFER_BYTES);
    Map<Integer, Integer> numbers = new HashMap<>();
    int[] keys = new int[BUFFER_BYTES];
    int length = 0;
    byte[] word = new byte[Integer.BYTES];
    for (int got = input.readNBytes(word, 0, word.length);
        got > 0;
        got = input.readNBytes(word, 0, word.length)) {
      require(got == word.length, "its length is no multiple of 4");
      require(length < REQUESTS_MAX, "too many requests");
      if (length == keys.length) {
        keys = Arrays.copyOf(keys, 2 * length);
      }
      Integer number = numbers.putIfAbsent(ByteBuffer.wrap(word).getInt(), numbers.size());
      keys[length++] = number == null ? numbers.size() - 1 : number;
      require(numbers.size() <= Population.KEYS_MAX, "too many keys");
    }
    require(length > 0, "empty");
    return new TraceFile(Arrays.copyOf(keys, length), numbers.size(), null, 0);
  }

  private static void require(boolean holds, String otherwise) throws IOException {
    if (!holds) {
      throw new IOException(otherwise);
    }
  }

  /** When its requests are made; null where it does not say. */
  @Nullable
  TraceTimes times() {
    return times;
  }

  /** How many operations of the file are no gets, and so no requests. */
  public long leftOutCount() {
    return leftOutCount;
  }

  /** How many requests it holds. */
  public int length() {
    return keys.length;
  }

  /** How many different keys it holds. */
  public int keyCount() {
    return keyCount;
  }

  /**
   * The key of a request, below {@link #keyCount}.
   *
   * @param index from 0 to {@code length() - 1}
   */
  public int key(long index) {
    return keys[Math.toIntExact(index)];
  }
}
