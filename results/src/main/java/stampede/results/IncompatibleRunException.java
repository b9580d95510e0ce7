package stampede.results;

import java.nio.file.Path;

/** A run's folder was written in a format that this version does not read. */
public final class IncompatibleRunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int formatVersion;

  IncompatibleRunException(Path file, int formatVersion, int expected) {
    super(file + ": formatVersion: " + formatVersion + ": expected " + expected);
    this.formatVersion = formatVersion;
  }

  /** The version found. */
  public int formatVersion() {
    return formatVersion;
  }
}
