package stampede.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Function;
import stampede.instrument.Interval;
import stampede.instrument.IntervalSink;
import stampede.store.BadInputException;

/**
 * Writes the folder of a run. Each interval is handed to the operating system before {@code accept}
 * returns, so that a killed process loses at most the interval that was open. For one thread.
 *
 * <p>Every method throws UncheckedIOException, with the path, where the folder cannot be written.
 */
public final class RunWriter implements IntervalSink, AutoCloseable {
  private final Path dir;
  private final Manifest manifest;
  private final Function<Interval, SeriesRow.Meters> meters;
  private final HlogWriter hlog = new HlogWriter();
  private final AppendedFile hlogFile;
  private final AppendedFile seriesFile;

  private RunWriter(Path dir, Manifest manifest, Function<Interval, SeriesRow.Meters> meters) {
    this.dir = dir;
    this.manifest = manifest;
    this.meters = meters;
    this.hlogFile = new AppendedFile(dir.resolve(HlogWriter.FILE));
    this.seriesFile = new AppendedFile(dir.resolve(SeriesCsv.FILE));
  }

  /**
   * Makes the folder, with its manifest.
   *
   * @param dir absent or empty
   * @param meters asked once for each interval of the run, on the thread that calls {@code accept}
   * @throws BadInputException where {@code dir} is neither, or cannot be made
   */
  public static RunWriter create(
      Path dir, Manifest manifest, Function<Interval, SeriesRow.Meters> meters) {
    requireFree(dir);
    try {
      Files.createDirectories(dir);
    } catch (IOException e) {
      throw new BadInputException(
          "--out", dir.toString(), "a directory that can be made (" + e.getMessage() + ")");
    }
    manifest.write(dir);
    var writer = new RunWriter(dir, manifest, meters);
    writer.hlogFile.append(
        writer.hlog.header("<clock>.<operation>.<outcome>", manifest.startedAt().toEpochMilli()));
    writer.seriesFile.append(SeriesCsv.HEADER + "\n");
    return writer;
  }

  /**
   * Checks that a run may be written into {@code dir}, and makes nothing.
   *
   * @throws BadInputException where it is neither absent nor an empty directory
   */
  public static void requireFree(Path dir) {
    if (!Files.exists(dir)) {
      Path parent = dir.toAbsolutePath().getParent();
      while (parent != null && !Files.exists(parent)) {
        parent = parent.getParent();
      }
      if (parent == null || !Files.isDirectory(parent) || !Files.isWritable(parent)) {
        throw new BadInputException("--out", dir.toString(), "a directory that can be made");
      }
      return;
    }
    try (var entries = Files.list(dir)) {
      if (entries.findAny().isEmpty()) {
        return;
      }
    } catch (IOException e) {
      throw new BadInputException("--out", dir.toString(), "a directory that is absent or empty");
    }
    throw new BadInputException("--out", dir.toString(), "a directory that is absent or empty");
  }

  @Override
  public void accept(Interval interval) {
    hlogFile.append(hlog.lines(interval));
    if (!interval.warmup()) {
      SeriesRow row = SeriesRow.of(interval, meters.apply(interval));
      seriesFile.append(SeriesCsv.format(row) + "\n");
    }
  }

  /**
   * Ends the run: reads its intervals back, judges them, and writes summary, manifest and report,
   * and where it has objectives what a CI system reads of them.
   *
   * @return the run as a reader of the folder sees it, with its summary
   */
  public Run finish(RunFacts facts, Evidence evidence, Instant endedAt) {
    close();
    Run run = RunReader.read(dir);
    Summary summary = RunVerdict.judge(run, facts, evidence);
    AtomicFile.write(dir.resolve(Summary.FILE), Json.text(summary));
    Manifest ended = manifest.ended(endedAt, summary.verdict());
    ended.write(dir);
    Run finished = run.with(ended, summary);
    Report.write(finished);
    SloOutputs.write(dir, summary);
    return finished;
  }

  /** Closes the files of a run that is given up; its manifest stays without an end. */
  @Override
  public void close() {
    try (hlogFile) {
      seriesFile.close();
    }
  }
}
