package stampede.results;

/** What the figures of a run are worth, from best to worst. */
public enum Verdict {
  /** They say what they seem to say. */
  VALID,
  /** Read the reasons before the figures. */
  SUSPECT,
  /** They describe something else than the plan. */
  INVALID;

  /** The worse of the two. */
  public Verdict and(Verdict other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
