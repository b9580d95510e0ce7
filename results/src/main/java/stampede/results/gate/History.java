package stampede.results.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import stampede.results.AtomicFile;
import stampede.results.Json;
import stampede.store.BadInputException;

/** Past checks: a file of a JSON object a line. For one thread. */
public final class History {
  private static final long BYTES_MAX = 256L << 20;
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
    String text = text(file);
    int end = text == null ? 0 : text.lastIndexOf('\n') + 1;
    history.tornLines = text != null && end < text.length() ? 1 : 0;
    int number = 0;
    for (String line :
        text == null ? List.<String>of() : text.substring(0, end).lines().toList()) {
      number++;
      history.checks.add(parse(Path.of(file + ":" + number), line));
    }
    return history;
  }

  private static @Nullable String text(Path file) {
    try {
      if (Files.size(file) > BYTES_MAX) {
        throw new BadInputException(
            file.toString(), Files.size(file) + " bytes", "at most " + BYTES_MAX + " bytes");
      }
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw new BadInputException(
          file.toString(), "cannot be read: " + e.getMessage(), EXPECTED, e);
    }
  }

  private static PastCheck parse(Path place, String line) {
    ObjectNode tree = Json.parse(place, line);
    if (tree.path("formatVersion").asInt() != PastCheck.FORMAT_VERSION) {
      throw new BadInputException(
          place + ": formatVersion",
          tree.path("formatVersion").toString(),
          String.valueOf(PastCheck.FORMAT_VERSION));
    }
    for (String field :
        new String[] {"checkId", "startedAt", "commit", "machine", "traffic", "verdict", "checks"
        }) {
      if (!tree.hasNonNull(field)) {
        throw new BadInputException(place + ": " + field, "missing", EXPECTED);
      }
    }
    return Json.convert(place, tree, PastCheck.class);
  }

  /**
   * Adds the check of a folder; false where it is there already.
   *
   * @throws BadInputException where it is none, or has no verdict
   */
  public boolean add(Path dir) {
    PastCheck check = PastCheck.of(new CheckFolder(dir));
    if (checks.stream().anyMatch(one -> one.checkId().equals(check.checkId()))) {
      return false;
    }
    checks.add(check);
    return true;
  }

  /** Writes the file anew, whole or not at all, without what was torn. */
  public void write() {
    var text = new StringBuilder();
    checks.forEach(check -> text.append(Json.compact(check)).append('\n'));
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
