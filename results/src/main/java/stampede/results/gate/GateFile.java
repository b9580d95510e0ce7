package stampede.results.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import stampede.instrument.Clock;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.instrument.Series;
import stampede.results.Json;
import stampede.store.BadInputException;

/** {@code gate.json}: the rule of a gate as a file; what it leaves out stands as it is. */
public final class GateFile {
  private static final int FORMAT_VERSION = 1;

  /** An id: nothing that a line of a table begins with is read as more than its name. */
  static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  private GateFile() {}

  /**
   * Reads a file.
   *
   * @param standard what holds for what the file leaves out
   * @param day of the check
   * @throws BadInputException with file and field, where it is no such file, a field is unknown or
   *     out of its bounds, or a waiver has expired
   */
  public static GateSettings read(Path file, GateSettings standard, LocalDate day) {
    ObjectNode tree = Json.read(file);
    if (tree == null) {
      throw new BadInputException(file.toString(), "no such file", "the rule of a gate in JSON");
    }
    return parse(file.toString(), tree, standard, day);
  }

  static GateSettings parse(String file, ObjectNode tree, GateSettings standard, LocalDate day) {
    var fields = new Fields(file, tree);
    fields.allow(
        "formatVersion",
        "checks",
        "alpha",
        "looks",
        "confirmationPairs",
        "timeBudgetSeconds",
        "inconclusive",
        "waivers");
    fields.integer("formatVersion", FORMAT_VERSION, FORMAT_VERSION, FORMAT_VERSION);
    List<Check> checks = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Fields entry : fields.list("checks")) {
      Check check = check(entry);
      if (!ids.add(check.id())) {
        throw entry.bad("id", check.id(), "an id of its own");
      }
      checks.add(check);
    }
    List<Check> effective = checks.isEmpty() ? standard.checks() : checks;
    Set<String> known = new HashSet<>();
    effective.forEach(check -> known.add(check.id()));
    List<Waiver> waivers =
        fields.list("waivers").stream().map(entry -> waiver(entry, known, day)).toList();
    try {
      return new GateSettings(
          effective,
          fields.decimal("alpha", standard.alpha(), 1e-6, 0.2),
          fields.integers("looks", standard.looks()),
          fields.integer(
              "confirmationPairs", standard.confirmationPairs(), 7, SignedRank.PAIRS_MAX),
          (long)
              (1e9 * fields.decimal("timeBudgetSeconds", standard.timeBudgetNanos() / 1e9, 1, 1e6)),
          policy(fields, standard),
          waivers);
    } catch (IllegalArgumentException e) {
      throw new BadInputException(
          file, String.valueOf(e.getMessage()), "a rule within its bounds", e);
    }
  }

  private static GateSettings.Policy policy(Fields fields, GateSettings standard) {
    String word =
        fields.text("inconclusive", standard.inconclusive().name().toLowerCase(Locale.ROOT));
    return fields.oneOf("inconclusive", word, GateSettings.Policy.class);
  }

  private static Check check(Fields entry) {
    entry.allow(
        "id", "clock", "operation", "outcome", "stat", "margin", "max", "floorNanos", "required");
    Clock clock = entry.oneOf("clock", entry.text("clock", "service"), Clock.class);
    Operation operation = entry.oneOf("operation", entry.text("operation", null), Operation.class);
    Outcome outcome = entry.oneOf("outcome", entry.text("outcome", null), Outcome.class);
    String word = entry.text("stat", null);
    Stat stat = Stat.ofWord(word);
    if (stat == null) {
      throw entry.bad("stat", word, "p50, p95, tail or p99");
    }
    var series = new Series(clock, operation, outcome);
    double margin = entry.decimal("margin", stat.defaultMargin(), 0, 10);
    double max = entry.decimal("max", Math.max(stat.defaultMax(), 2 * margin), 0, 100);
    if (max <= margin) {
      throw entry.bad("max", String.valueOf(max), "more than the margin, " + margin);
    }
    String id = entry.text("id", Check.id(series, stat));
    if (!ID.matcher(id).matches()) {
      throw entry.bad("id", id, "at most 100 letters, digits, dots, underscores and hyphens");
    }
    return new Check(
        id,
        series,
        stat,
        margin,
        max,
        entry.integer("floorNanos", 0, 0, 3_600_000_000_000L),
        entry.flag("required", stat != Stat.P99));
  }

  private static Waiver waiver(Fields entry, Set<String> known, LocalDate day) {
    entry.allow("check", "until", "reason", "issue");
    String check = entry.text("check", null);
    if (!known.contains(check)) {
      throw entry.bad("check", check, "the id of a check");
    }
    String until = entry.text("until", null);
    Waiver waiver;
    try {
      waiver = new Waiver(
          check, LocalDate.parse(until), entry.text("reason", null), entry.optional("issue"));
    } catch (DateTimeException e) {
      throw entry.bad("until", until, "a day such as 2027-01-31");
    }
    if (waiver.expiredOn(day)) {
      throw entry.bad("until", until, "a day to come: the waiver of " + check + " has expired");
    }
    return waiver;
  }

  /** The whole rule, nothing left out, as {@link #parse} reads it. */
  static ObjectNode tree(GateSettings settings) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("formatVersion", FORMAT_VERSION);
    var checks = tree.putArray("checks");
    for (Check check : settings.checks()) {
      checks
          .addObject()
          .put("id", check.id())
          .put("clock", check.series().clock().word())
          .put("operation", check.series().operation().word())
          .put("outcome", check.series().outcome().word())
          .put("stat", check.stat().word())
          .put("margin", check.margin())
          .put("max", check.max())
          .put("floorNanos", check.floorNanos())
          .put("required", check.required());
    }
    tree.put("alpha", settings.alpha());
    settings.looks().forEach(tree.putArray("looks")::add);
    tree.put("confirmationPairs", settings.confirmationPairs());
    tree.put("timeBudgetSeconds", settings.timeBudgetNanos() / 1e9);
    tree.put("inconclusive", settings.inconclusive().name().toLowerCase(Locale.ROOT));
    var waivers = tree.putArray("waivers");
    for (Waiver waiver : settings.waivers()) {
      ObjectNode entry = waivers
          .addObject()
          .put("check", waiver.check())
          .put("until", waiver.until().toString())
          .put("reason", waiver.reason());
      if (waiver.issue() != null) {
        entry.put("issue", waiver.issue());
      }
    }
    return tree;
  }

  /** The text of a rule, for a user to begin with. */
  public static String text(GateSettings settings) {
    return Json.text((JsonNode) tree(settings));
  }
}
