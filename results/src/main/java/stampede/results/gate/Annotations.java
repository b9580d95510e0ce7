package stampede.results.gate;

import java.util.ArrayList;
import java.util.List;

/** What GitHub shows beside a change: workflow commands, one a line of standard output. */
public final class Annotations {
  /** GitHub shows so many of a kind in a step, and drops the others. */
  private static final int LINES_MAX = 10;

  private static final int CHARS_MAX = 1000;

  private record Note(boolean error, String title, String message) {}

  private Annotations() {}

  /** At most ten lines, worst first; none of an OK. The tenth may say how many more there were. */
  public static List<String> of(GateVerdict verdict) {
    List<Note> notes = notes(verdict);
    int more = notes.size() - LINES_MAX;
    if (more <= 0) {
      return notes.stream().map(Annotations::line).toList();
    }
    List<String> lines = new ArrayList<>();
    notes.subList(0, LINES_MAX - 1).forEach(note -> lines.add(line(note)));
    boolean error = notes.subList(LINES_MAX - 1, notes.size()).stream().anyMatch(Note::error);
    lines.add(line(new Note(error, "stampede check", "and " + (more + 1) + " more")));
    return lines;
  }

  private static List<Note> notes(GateVerdict verdict) {
    List<Note> notes = new ArrayList<>();
    if (verdict.verdict() == GateResult.INVALID) {
      CheckCases.outside(verdict).forEach(reason -> notes.add(new Note(true, "INVALID", reason)));
    }
    add(notes, "negative control", verdict.controls().negative());
    add(notes, "positive control", verdict.controls().positive());
    for (GateVerdict.Entry entry : CheckTable.worstFirst(verdict)) {
      boolean error = switch (entry.verdict()) {
        case REGRESSION, INVALID -> true;
        default -> false;
      };
      boolean said = switch (entry.verdict()) {
        case OK, NOT_EVALUATED -> false;
        default -> entry.waivedBy() == null;
      };
      if (said) {
        notes.add(new Note(error, entry.verdict() + ": " + entry.id(), entry.reason()));
      }
    }
    if (notes.isEmpty() && verdict.verdict() != GateResult.OK) {
      notes.add(
          new Note(verdict.verdict() == GateResult.INVALID, "stampede check", verdict.sentence()));
    }
    return notes;
  }

  private static void add(List<Note> notes, String title, GateVerdict.Control control) {
    if (control.verdict().equals(GateVerdict.Control.TRIPPED)) {
      notes.add(new Note(true, "INVALID: " + title, control.reason()));
    }
  }

  private static String line(Note note) {
    String title = escape(note.title()).replace(":", "%3A").replace(",", "%2C");
    return (note.error() ? "::error" : "::warning") + " title=" + title + "::"
        + escape(note.message());
  }

  private static String escape(String text) {
    String cut = text.length() <= CHARS_MAX ? text : text.substring(0, CHARS_MAX) + " ...";
    return cut.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }
}
