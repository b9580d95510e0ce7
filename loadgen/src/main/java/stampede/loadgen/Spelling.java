package stampede.loadgen;

import java.util.List;

/** Finds the word that somebody meant. */
final class Spelling {
  private static final int DISTANCE_MAX = 2;

  private Spelling() {}

  /** The word fewest edits away (Levenshtein 1966), at most two; empty where none is so near. */
  static String nearest(String written, List<String> words) {
    String nearest = "";
    int least = DISTANCE_MAX + 1;
    for (String word : words) {
      int distance = distance(written, word);
      if (distance < least) {
        least = distance;
        nearest = word;
      }
    }
    return nearest;
  }

  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int column = 0; column < row.length; column++) {
      row[column] = column;
    }
    for (int line = 1; line <= from.length(); line++) {
      int diagonal = row[0];
      row[0] = line;
      for (int column = 1; column < row.length; column++) {
        int changed = diagonal + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
        diagonal = row[column];
        row[column] = Math.min(changed, 1 + Math.min(row[column], row[column - 1]));
      }
    }
    return row[to.length()];
  }
}
