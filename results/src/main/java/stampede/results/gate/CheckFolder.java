package stampede.results.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import stampede.results.AtomicFile;
import stampede.results.BoundedFile;
import stampede.results.Json;
import stampede.store.BadInputException;

/**
 * The folder of a check: {@code check.json}, and {@code pairs/} with a file a pair. Each is two lines:
 * a JSON object, and the SHA-256 of the first line's bytes, so that nothing damaged is judged. What
 * writes throws {@link UncheckedIOException} with the path where the disk fails.
 */
public final class CheckFolder {
  static final String CHECK = "check.json";
  private static final String PAIRS = "pairs";

  /** The folder in it for what a pair needs while it runs. */
  public static final String WORK = "work";

  /** Of a file; a pair of four series and arms takes some 100 KiB. */
  private static final int BYTES_MAX = 1 << 20;

  private static final String EXPECTED = "a file that a check writes";

  private final Path dir;

  /** The folder at {@code dir}, which need not be there. */
  public CheckFolder(Path dir) {
    this.dir = dir;
  }

  public Path dir() {
    return dir;
  }

  /**
   * Whether it is the folder of a check, begun or ended; so is one that is not there, is empty, or has
   * but the files of a first pair.
   */
  public boolean isCheck() {
    if (Files.notExists(dir) || Files.exists(dir.resolve(CHECK))) {
      return true;
    }
    try (Stream<Path> entries = Files.list(dir)) {
      return entries.allMatch(entry -> entry.endsWith(WORK));
    } catch (IOException e) {
      return false;
    }
  }

  /** Makes the folder where there is none. */
  public void make() {
    try {
      Files.createDirectories(dir.resolve(PAIRS));
    } catch (IOException e) {
      throw new UncheckedIOException(dir + ": cannot be made: " + e.getMessage(), e);
    }
  }

  /** Writes {@code check.json}, whole or not at all. */
  public void write(CheckRecord check) {
    AtomicFile.write(dir.resolve(CHECK), sealed(Json.compact(check)));
  }

  /** Writes a pair, whole or not at all. */
  public void write(PairRecord pair) {
    AtomicFile.write(pairFile(pair.batch(), pair.number()), sealed(Json.compact(pair)));
  }

  /** Where a pair lies. */
  public Path pairFile(String batch, int number) {
    return dir.resolve(PAIRS).resolve(String.format(Locale.ROOT, "%s-%04d.json", batch, number));
  }

  private static String sealed(String line) {
    return line + "\n" + sha256(line.getBytes(StandardCharsets.UTF_8)) + "\n";
  }

  static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has SHA-256
    }
  }

  /** Of a file of any size. */
  static String sha256Of(Path file) {
    MessageDigest digest = digest();
    try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * The check.
   *
   * @throws BadInputException where there is none, or it is damaged or of another format
   */
  CheckRecord check() {
    return read(dir.resolve(CHECK), CheckRecord.class, CheckRecord.FORMAT_VERSION);
  }

  /** The pair of a file, likewise. */
  public PairRecord pair(Path file) {
    return read(file, PairRecord.class, PairRecord.FORMAT_VERSION);
  }

  /**
   * The files of the pairs, in order of their names.
   *
   * @throws BadInputException where there are more than {@code filesMax}, or they cannot be listed
   */
  List<Path> pairFiles(int filesMax) {
    Path pairs = dir.resolve(PAIRS);
    if (!Files.isDirectory(pairs)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(pairs)) {
      List<Path> some = files
          .filter(file -> file.getFileName().toString().endsWith(".json"))
          .limit(filesMax + 1L)
          .sorted(Comparator.comparing(Path::toString))
          .toList();
      if (some.size() > filesMax) {
        throw new BadInputException(
            pairs.toString(), "more than " + filesMax + " pairs", "the pairs of a check");
      }
      return some;
    } catch (IOException | UncheckedIOException e) {
      throw new BadInputException(
          pairs.toString(), "cannot be listed: " + e.getMessage(), "the pairs of a check", e);
    }
  }

  /** What a file holds, for its hash. */
  static byte[] bytes(Path file) {
    byte[] bytes = BoundedFile.read(file, BYTES_MAX, EXPECTED);
    if (bytes == null) {
      throw new BadInputException(file.toString(), "no such file", EXPECTED);
    }
    return bytes;
  }

  private static <T> T read(Path file, Class<T> type, int formatVersion) {
    String text = new String(bytes(file), StandardCharsets.UTF_8);
    int end = text.indexOf('\n');
    if (end < 0 || !text.equals(sealed(text.substring(0, end)))) {
      throw new BadInputException(
          file.toString(), "truncated or changed since it was written", EXPECTED);
    }
    ObjectNode tree = Json.parse(file, text.substring(0, end));
    int version = tree.path("formatVersion").asInt();
    if (version != formatVersion) {
      throw new BadInputException(
          file + ": formatVersion",
          tree.path("formatVersion").toString(),
          String.valueOf(formatVersion));
    }
    return Json.convert(file, tree, type);
  }
}
