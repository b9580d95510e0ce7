package stampede.instrument;

import io.micrometer.core.instrument.Tag;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A dialect of StatsD's lines: where tags stand, and which letters a name may have. */
public enum StatsdFlavor {
  /** {@code name:value|type|@rate}; what others have as tags is part of the name, or left out. */
  ETSY("", ""),
  /** {@code name:value|type|@rate|#key:value,key:value} (DogStatsD). */
  DATADOG("|#", ":"),
  /** {@code name,key=value,key=value:value|type|@rate} (Telegraf's statsd input). */
  TELEGRAF(",", "="),
  /** {@code name#key=value,key=value:value|type|@rate} (Sysdig's agent), with no dash in a name. */
  SYSDIG("#", "=");

  private final String before;
  private final String equals;

  StatsdFlavor(String before, String equals) {
    this.before = before;
    this.equals = equals;
  }

  /** The word on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A name in letters that the flavour has. */
  String name(String name) {
    return this == SYSDIG ? name.replace('-', '_') : name;
  }

  /** What a line has between its name and its colon. */
  String behindName(List<Tag> tags) {
    return this == DATADOG ? "" : text(tags);
  }

  /** What a line has behind its type and rate. */
  String behindType(List<Tag> tags) {
    return this == DATADOG ? text(tags) : "";
  }

  private String text(List<Tag> tags) {
    if (this == ETSY || tags.isEmpty()) {
      return "";
    }
    return tags.stream()
        .map(tag -> tag.getKey() + equals + tag.getValue())
        .collect(Collectors.joining(",", before, ""));
  }
}
