package stampede.testkit;

/** How much a test does: a little in each build, more where Maven runs with {@code -Plong}. */
public final class LongRun {
  private static final boolean LONG = Boolean.getBoolean("stampede.long");

  private LongRun() {}

  /** The first in each build, the second in a long run. */
  public static int pick(int inEachBuild, int inALongRun) {
    return LONG ? inALongRun : inEachBuild;
  }
}
