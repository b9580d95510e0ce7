package stampede.instrument;

/**
 * What became of the timings that were offered to a {@link Relay}.
 *
 * @param backing the lines of {@code content-cache.load} and {@code .store}
 * @param requests the lines of response times; all zero where none are shipped
 * @param states the lines of times in states; all zero where none are shipped
 * @param samples those of states
 * @param lines all lines in datagrams that the system took, those of gauges included
 * @param packets those datagrams
 * @param bytes the bytes in them
 * @param refusals how often the host was heard to refuse a datagram, because nobody listened; it is
 *     asked once a second
 */
public record RelayCounts(
    Timings backing,
    Timings requests,
    Timings states,
    Samples samples,
    long lines,
    long packets,
    long bytes,
    long refusals) {
  /**
   * Timings of one kind. Once the relay is closed, recorded = shipped + dropped; before, some may be
   * on their way.
   *
   * @param recorded timings offered
   * @param shipped their lines in datagrams that the system took
   */
  public record Timings(long recorded, long shipped, Dropped dropped) {}

  /**
   * Samples of states. Once the relay is closed, they are all that were offered.
   *
   * @param taken those whose lines were made
   * @param dropped those that found 1,024 waiting, came after the close, or were not taken before
   *     it ended
   */
  public record Samples(long taken, long dropped) {}

  /**
   * Timings that were not shipped, by reason.
   *
   * @param ringFull their thread's ring had no room
   * @param sendError the system did not take their datagram, or no datagram their line
   * @param closed they were offered after the close, or were not out when it ended
   * @param sampled left out by the sample rate
   * @param outOfRange below zero, or above 78 hours
   * @param registry Micrometer's registry gave no line for them
   */
  public record Dropped(
      long ringFull, long sendError, long closed, long sampled, long outOfRange, long registry) {
    /** All of them. */
    public long sum() {
      return ringFull + sendError + closed + sampled + outOfRange + registry;
    }

    Dropped withClosed(long count) {
      return new Dropped(ringFull, sendError, count, sampled, outOfRange, registry);
    }
  }
}
