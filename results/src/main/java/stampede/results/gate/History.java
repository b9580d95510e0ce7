package stampede.results.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import stampede.results.AtomicFile;
import stampede.results.BoundedFile;
import stampede.results.Json;
import stampede.store.BadInputException;

/** Past checks: a file of a JSON object a line. For one thread. */
public final class History {
  /** Some 30,000 checks of the standard rule. */
  private static final int BYTES_MAX = 64 << 20;

  private static final int LINE_CHARS_MAX = 1 << 20;
  private static final String EXPECTED = "a history that stampede writes";

  private final Path file;
  private final List<PastCheck> checks = new ArrayList<>();
  private int tornLines;

  private History(Path file) {
    this.file = file;
  }

  /**
   * Reads a history; an absent file is an empty one. A last line without its end is left out, and
   * counted.
   *
   * @throws BadInputException where another line is damaged or of another format
   */
  public static History read(Path file) {
    var history = new History(file);
    byte[] bytes = BoundedFile.read(file, BYTES_MAX, EXPECTED);
    String text = bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    int end = text.lastIndexOf('\n') + 1;
    history.tornLines = end < text.length() ? 1 : 0;
    text.substring(0, end).lines().forEach(line -> {
      var place = Path.of(file + ":" + (history.checks.size() + 1));
      history.checks.add(parse(place, line));
    });
    return history;
  }

  private static PastCheck parse(Path place, String line) {
    if (line.length() > LINE_CHARS_MAX) {
      throw new BadInputException(
          place.toString(), line.length() + " characters", "at most " + LINE_CHARS_MAX);
    }
    ObjectNode tree = Json.parse(place, line);
    if (tree.path("formatVersion").asInt() != PastCheck.FORMAT_VERSION) {
      throw new BadInputException(
          place + ": formatVersion",
          tree.path("formatVersion").toString(),
          String.valueOf(PastCheck.FORMAT_VERSION));
    }
    return Json.convert(place, tree, PastCheck.class);
  }

  /**
   * Adds the check of a folder; false where it is there already.
   *
   * @throws BadInputException where it is none, has no verdict, or one that no history is read from
   */
  public boolean add(Path dir) {
    PastCheck check = PastCheck.of(new CheckFolder(dir));
    if (checks.stream().anyMatch(one -> one.checkId().equals(check.checkId()))) {
      return false;
    }
    checks.add(parse(dir.resolve(GateVerdict.FILE), Json.compact(check)));
    return true;
  }

  /**
   * Writes the file anew, whole or not at all, without what was torn.
   *
   * @throws BadInputException where it would be too large to be read again
   */
  public void write() {
    var text = new StringBuilder();
    checks.forEach(check -> text.append(Json.compact(check)).append('\n'));
    if (text.toString().getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
      throw new BadInputException(
          file.toString(), "more than " + BYTES_MAX + " bytes", "a new history for more checks");
    }
    AtomicFile.write(file.toAbsolutePath(), text.toString());
  }

  /** How many lines were left out: 0 or 1. */
  public int tornLines() {
    return tornLines;
  }

  /** What changed in it. */
  public HistoryReport report() {
    return HistoryReport.of(checks.stream()
        .sorted(Comparator.comparing(PastCheck::startedAt).thenComparing(PastCheck::checkId))
        .toList());
  }
}
