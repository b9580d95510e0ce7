package stampede.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stampede.results.Evidence.Hiccups;

/** Who has nothing to do but wait, here and in a JVM beside this one. For one window. */
final class Idlers implements AutoCloseable {
  private final HiccupMeter meter;
  private volatile Optional<ControlJvm> control = Optional.empty();

  Idlers(SystemTime time) {
    this.meter = ControlJvm.idle(time);
  }

  /** Starts both; the other JVM takes a good part of a second until it idles. */
  Idlers start() {
    meter.start();
    control = ControlJvm.start();
    return this;
  }

  void begin() {
    meter.begin();
    control.ifPresent(ControlJvm::mark);
  }

  void end() {
    meter.end();
    control.ifPresent(ControlJvm::mark);
  }

  /** The longest hiccup of this process since the last call. */
  long takeMaxNanos() {
    return meter.takeMaxNanos();
  }

  /** What the window showed of this process, when it has ended. */
  @Nullable
  Hiccups here() {
    return meter.figures();
  }

  /** What it showed of the other one, which ends. */
  @Nullable
  Hiccups beside() {
    return control.map(ControlJvm::figures).orElse(null);
  }

  @Override
  public void close() {
    meter.close();
    control.ifPresent(ControlJvm::close);
  }
}
