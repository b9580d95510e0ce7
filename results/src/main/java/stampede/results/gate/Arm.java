package stampede.results.gate;

import java.util.Locale;

/** What a pair measures, interleaved. */
public enum Arm {
  /** What the candidate is compared with. */
  BASE,
  CANDIDATE,
  /** The base once more, loaded apart: the negative control. Nothing may be found in it. */
  CONTROL,
  /** The base once more, delayed by a known share: the positive control. It has to be found. */
  SLOWED;

  /** The word in files. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
