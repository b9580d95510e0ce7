package stampede.loadgen.jobs;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the blobs of a job: small JSON objects, alike to those of the original in size and
 * make. No two jobs have one in common, so that the cache cannot answer a store from what it knows.
 */
final class JobText {
  private static final double SECOND_NANOS = 1e9;

  private JobText() {}

  /** What a job asks for. */
  static byte[] jobspec(int id, long runNanos) {
    return bytes("{\"version\":1,\"resources\":[{\"type\":\"slot\",\"count\":1,\"label\":\"task\","
        + "\"with\":[{\"type\":\"core\",\"count\":1}]}],\"tasks\":[{\"command\":[\"true\"],"
        + "\"slot\":\"task\",\"count\":{\"per_slot\":1}}],\"attributes\":{\"system\":{"
        + "\"duration\":" + runNanos / SECOND_NANOS + ",\"job\":{\"name\":\"job-" + id
        + "\"},\"cwd\":\"/\",\"environment\":{\"PATH\":\"/usr/bin:/bin\",\"LANG\":\"C.UTF-8\"}}}}");
  }

  /** One entry of an eventlog (flux RFC 18), with the run's clock in place of the epoch's. */
  static byte[] entry(int id, JobEvent event, long atNanos, @Nullable String context) {
    return bytes("{\"timestamp\":" + atNanos / SECOND_NANOS + ",\"name\":\"" + event.word()
        + "\",\"context\":{\"id\":" + id + (context == null ? "" : "," + context) + "}}\n");
  }

  /** How a job ended. */
  static byte[] result(int id, int broker, int status, long runNanos) {
    return bytes("{\"id\":" + id + ",\"status\":" + status + ",\"ranks\":\"" + broker
        + "\",\"cores\":1,\"runtime\":" + runNanos / SECOND_NANOS + ",\"output\":\"\"}");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
