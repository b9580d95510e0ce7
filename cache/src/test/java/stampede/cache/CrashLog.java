package stampede.cache;

import java.util.Arrays;
import java.util.List;
import stampede.store.Blob;

/** What a {@link CrashChild} was promised before it was killed. For one thread. */
final class CrashLog {
  private final long seed;
  private final long[] accepted = new long[CrashChild.THREADS];
  private final long[] flushed = new long[CrashChild.THREADS];
  private long flushes;
  private long lastCheckpoint;

  private CrashLog(long seed) {
    this.seed = seed;
  }

  /** Reads the whole lines of a child's output. */
  static CrashLog read(long seed, String output) {
    var log = new CrashLog(seed);
    String whole = output.substring(0, output.lastIndexOf('\n') + 1);
    whole.lines().forEach(log::readLine);
    return log;
  }

  private void readLine(String line) {
    List<String> words = List.of(line.split(" "));
    switch (words.get(0)) {
      case "opening" -> {}
      case "accepted" -> accepted[Integer.parseInt(words.get(1))] = Long.parseLong(words.get(2));
      case "flushed" -> {
        flushes++;
        promise(words.subList(1, words.size()));
      }
      case "checkpoint" -> {
        flushes++;
        lastCheckpoint = checkpoint(String.join(" ", words.subList(1, words.size())));
      }
      default -> throw new AssertionError("a line that no child writes: " + line);
    }
  }

  /** Takes over what the value of a checkpoint promises, and returns the checkpoint's number. */
  long checkpoint(String value) {
    List<String> words = List.of(value.split(" "));
    promise(words.subList(1, words.size()));
    return Long.parseLong(words.get(0));
  }

  private void promise(List<String> counts) {
    for (int thread = 0; thread < flushed.length; thread++) {
      flushed[thread] = Math.max(flushed[thread], Long.parseLong(counts.get(thread)));
    }
  }

  /** How many blobs of a thread may be in the store: one more may have been on its way. */
  long sent(int thread) {
    return accepted[thread] + 1;
  }

  Blob blob(int thread, long index) {
    return CrashChild.blob(seed, thread, index);
  }

  /** Whether a flush that covers a blob was acknowledged. */
  boolean isPromised(int thread, long index) {
    return index < flushed[thread];
  }

  long promised() {
    return Arrays.stream(flushed).sum();
  }

  /** How many blobs the cache had accepted that no flush had been acknowledged for. */
  long unpromised() {
    return Arrays.stream(accepted).sum() - promised();
  }

  /** The flushes acknowledged, those before checkpoints included. */
  long flushes() {
    return flushes;
  }

  /** The number of the newest checkpoint acknowledged, counted from one; zero where there is none. */
  long lastCheckpoint() {
    return lastCheckpoint;
  }
}
