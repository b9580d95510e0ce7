package stampede.instrument;

import java.util.concurrent.atomic.LongAdder;

/** What became of the timings of one kind. Counted by the relay's thread, read by any. */
final class Tally {
  final SampleRings rings;

  /** Those in the packet that is being filled. Of the relay's thread. */
  int inPacket;

  private final LongAdder shipped = new LongAdder();
  private final LongAdder sendError = new LongAdder();
  private final LongAdder sampled = new LongAdder();
  private final LongAdder registry = new LongAdder();

  Tally(SampleRings rings) {
    this.rings = rings;
  }

  /** The packet was sent, or it was not. */
  void settlePacket(boolean sent) {
    (sent ? shipped : sendError).add(inPacket);
    inPacket = 0;
  }

  /** A line could not be put into a packet. */
  void countSendError() {
    sendError.increment();
  }

  /** A timing was left out by sampling. */
  void countSampled() {
    sampled.increment();
  }

  /** The registry gave no line for a timing. */
  void countRegistry() {
    registry.increment();
  }

  /**
   * The counts so far.
   *
   * @param settled whether nothing more will be sent: the rest counts as closed then
   */
  RelayCounts.Timings read(boolean settled) {
    // What was shipped is read before what was recorded: the rest is never negative.
    long out = shipped.sum();
    var dropped = new RelayCounts.Dropped(
        rings.ringFull(), sendError.sum(), 0, sampled.sum(), rings.outOfRange(), registry.sum());
    long recorded = rings.recorded();
    long rest = recorded - out - dropped.sum();
    return new RelayCounts.Timings(recorded, out, settled ? dropped.withClosed(rest) : dropped);
  }

  /** Counts that were settled, with what was offered since: all of it is closed. */
  RelayCounts.Timings late(RelayCounts.Timings settled) {
    long recorded = rings.recorded();
    RelayCounts.Dropped dropped = settled.dropped();
    return new RelayCounts.Timings(
        recorded,
        settled.shipped(),
        dropped.withClosed(dropped.closed() + recorded - settled.recorded()));
  }
}
