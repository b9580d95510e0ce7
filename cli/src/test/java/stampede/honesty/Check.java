package stampede.honesty;

import java.nio.file.Path;
import java.util.List;

/**
 * A known answer that a chain has to give.
 *
 * @param name as docs/honesty.md lists it
 */
record Check(String name, Body body) {
  /** Puts the question to a chain. */
  @FunctionalInterface
  interface Body {
    /**
     * What is wrong with the answer, a sentence each.
     *
     * @param dir absent; runs are written there or below
     */
    List<String> differences(Chain chain, Path dir);
  }

  @Override
  public String toString() {
    return name;
  }
}
