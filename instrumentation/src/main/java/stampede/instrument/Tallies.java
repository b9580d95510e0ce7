package stampede.instrument;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What became of all that was offered to a relay. */
final class Tallies {
  final Tally backing;
  final Tally requests;
  final Tally states;
  final StateSamples samples = new StateSamples();

  /** Nothing yet; as {@link SampleRings#SampleRings}. */
  Tallies(int samplesMax, BooleanSupplier room) {
    this.backing = new Tally(new SampleRings(samplesMax, room));
    this.requests = new Tally(new SampleRings(samplesMax, room));
    this.states = new Tally(new SampleRings(samplesMax, room));
  }

  /** Where the timings of each series go; null for those that are not taken. */
  @Nullable
  SampleRings[] routes() {
    var routes = new @Nullable SampleRings[Series.COUNT];
    for (int id = 0; id < routes.length; id++) {
      routes[id] = switch (Series.of(id).clock()) {
        case BACKING -> backing.rings;
        case RESPONSE -> requests.rings;
        default -> null;
      };
    }
    return routes;
  }

  /** Those of timings. */
  List<Tally> timings() {
    return List.of(backing, requests, states);
  }

  /** A count over all timings so far. */
  long sum(ToLongFunction<RelayCounts.Timings> count) {
    return timings().stream()
        .mapToLong(tally -> count.applyAsLong(tally.read(false)))
        .sum();
  }

  /** Refuses what is offered from now on, and counts it. */
  void close() {
    timings().forEach(tally -> tally.rings.close());
    samples.close();
  }

  /**
   * The counts so far, with those of the packer.
   *
   * @param settled whether nothing more will be sent
   */
  RelayCounts read(Packer packer, boolean settled) {
    return new RelayCounts(
        backing.read(settled),
        requests.read(settled),
        states.read(settled),
        samples.read(),
        packer.linesSent(),
        packer.packetsSent(),
        packer.bytesSent(),
        packer.refusals());
  }

  /** Counts that were settled, with what was offered since. */
  RelayCounts late(RelayCounts settled) {
    return new RelayCounts(
        backing.late(settled.backing()),
        requests.late(settled.requests()),
        states.late(settled.states()),
        samples.late(settled.samples()),
        settled.lines(),
        settled.packets(),
        settled.bytes(),
        settled.refusals());
  }
}
