package stampede.benchmarks;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.htrace.core.Tracer;
import site.ycsb.ClientThread;
import site.ycsb.DBFactory;
import site.ycsb.UnknownDBException;
import site.ycsb.WorkloadException;
import site.ycsb.measurements.Measurements;
import site.ycsb.workloads.CoreWorkload;

/**
 * YCSB's client: reads of Zipf-distributed keys through its own loop, over a database that does
 * nothing, timed into HdrHistogram, without a target rate. All settings are the default but these.
 */
final class YcsbClient {
  private final Properties settings = new Properties();
  private final CoreWorkload workload;
  private final Tracer tracer = new Tracer.Builder("YCSB").build();

  YcsbClient(int keys) {
    settings.setProperty("recordcount", Integer.toString(keys));
    settings.setProperty("operationcount", "1");
    settings.setProperty("requestdistribution", "zipfian");
    settings.setProperty("readproportion", "1");
    settings.setProperty("updateproportion", "0");
    settings.setProperty("basicdb.verbose", "false");
    Measurements.setProperties(settings);
    // Each client says a line there, about errors that it would not report.
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    workload = new CoreWorkload();
    try {
      workload.init(settings);
    } catch (WorkloadException e) {
      throw new IllegalStateException("YCSB refuses its workload", e);
    }
  }

  /** Runs a client of its own on the calling thread. */
  int run(int operations) {
    try {
      var client = new ClientThread(
          DBFactory.newDB("site.ycsb.BasicDB", settings, tracer),
          true,
          workload,
          settings,
          operations,
          0,
          new CountDownLatch(1));
      client.setThreadId(0);
      client.setThreadCount(1);
      client.run();
      Fixture.require(client.getOpsDone() == operations, "YCSB did " + client.getOpsDone());
      return operations;
    } catch (UnknownDBException e) {
      throw new IllegalStateException("YCSB lacks its database", e);
    }
  }
}
