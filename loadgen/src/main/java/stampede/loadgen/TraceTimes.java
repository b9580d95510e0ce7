package stampede.loadgen;

import java.util.Arrays;

/**
 * The times of a trace's requests, in whole seconds after the first. Requests of one second are a
 * group, which goes on until the trace's next timestamp; the last group goes on for one second.
 * Immutable once read.
 */
final class TraceTimes {
  private long[] firstIndex = new long[16];
  private long[] beginSeconds = new long[16];
  private long[] endSeconds = new long[16];
  private int groups;
  private long count;
  /** Whether no timestamp after the last group's was seen. */
  private boolean open;

  /** A request at a time; after all that were added before. */
  void add(long seconds) {
    long index = count++;
    if (groups > 0 && beginSeconds[groups - 1] == seconds) {
      return;
    }
    if (groups == firstIndex.length) {
      firstIndex = Arrays.copyOf(firstIndex, 2 * groups);
      beginSeconds = Arrays.copyOf(beginSeconds, 2 * groups);
      endSeconds = Arrays.copyOf(endSeconds, 2 * groups);
    }
    firstIndex[groups] = index;
    beginSeconds[groups] = seconds;
    endSeconds[groups] = seconds + 1;
    groups++;
    open = true;
  }

  /** A line of the trace at a time: the last group ends where it is the first one after it. */
  void passed(long seconds) {
    if (open && seconds > beginSeconds[groups - 1]) {
      endSeconds[groups - 1] = seconds;
      open = false;
    }
  }

  /** The group of a request. */
  int group(long index) {
    int place = Arrays.binarySearch(firstIndex, 0, groups, index);
    return place >= 0 ? place : -place - 2;
  }

  /** How many requests there are. */
  long count() {
    return count;
  }

  int groups() {
    return groups;
  }

  long firstIndex(int group) {
    return firstIndex[group];
  }

  long beginSeconds(int group) {
    return beginSeconds[group];
  }

  long endSeconds(int group) {
    return endSeconds[group];
  }

  /** How many requests there are in a group. */
  long requests(int group) {
    return (group + 1 < groups ? firstIndex[group + 1] : count) - firstIndex[group];
  }

  /** The most requests a second in a group. */
  double highestRate() {
    double highest = 0;
    for (int group = 0; group < groups; group++) {
      double seconds = endSeconds[group] - beginSeconds[group];
      highest = Math.max(highest, requests(group) / seconds);
    }
    return highest;
  }
}
