package stampede.benchmarks;

/** What takes timings from any thread. */
interface Taker extends AutoCloseable {
  void take(long nanos);

  /**
   * Called between batches, while no thread gives any.
   *
   * @param given how many were, so far
   */
  void settle(long given);

  @Override
  void close();

  /** Those that are measured. */
  enum Kind {
    ACCEPTED("an offer to the relay, taken", RelayTaker::accepting),
    REFUSED("an offer to the relay, its ring full", RelayTaker::refusing),
    FLAT_OUT("an offer to the relay, flat out", RelayTaker::flatOut),
    MICROMETER_UDP(
        "Micrometer's StatsdMeterRegistry by UDP",
        (receiver, crew) -> Peers.micrometerByUdp(receiver)),
    MICROMETER_SINK(
        "Micrometer's StatsdMeterRegistry, its lines dropped",
        (receiver, crew) -> Peers.micrometerToNowhere()),
    DOGSTATSD("Datadog's java-dogstatsd-client", (receiver, crew) -> Peers.dogStatsd(receiver)),
    RECORDER("HdrHistogram's Recorder", (receiver, crew) -> Peers.recorder());

    final String words;

    @SuppressWarnings("ImmutableEnumChecker") // references to static methods
    private final Making making;

    Kind(String words, Making making) {
      this.words = words;
      this.making = making;
    }

    Taker make(Receiver receiver, Crew crew) {
      return making.make(receiver, crew);
    }
  }

  /** Makes a taker for the threads of a crew. */
  interface Making {
    Taker make(Receiver receiver, Crew crew);
  }
}
