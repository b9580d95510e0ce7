package stampede.cli;

import java.util.Locale;
import stampede.store.BadInputException;

/** How the arms of a pair share a machine. */
enum PairMode {
  /** One JVM, a class loader an arm, the arms in random order at every operation. */
  LOADER,
  /** A JVM an arm, all warm, one at a time for some rounds. */
  SLICES,
  /** A JVM an arm, one after another. */
  FORKS;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static PairMode ofWord(String option, String word) {
    for (PairMode mode : values()) {
      if (mode.word().equals(word)) {
        return mode;
      }
    }
    throw new BadInputException(option, word, "loader, slices or forks");
  }
}
