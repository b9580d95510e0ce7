package stampede.instrument;

/**
 * How a sampled gauge is sent. A server takes a gauge's sign for "add to what you hold" (statsd,
 * docs/metric_types.md), so two of these make it hold something false: they are there to show it.
 */
public enum GaugeStyle {
  /** The count, never with a sign: a negative one stands behind a zero, in its datagram. */
  ABSOLUTE,
  /** The count as it is: a server subtracts a negative one at each sample. */
  SIGNED,
  /**
   * The change since the sample before, with its sign. It has none where it is zero, which sets a
   * server to zero; nothing is sent of a state that was not touched.
   */
  DELTA
}
