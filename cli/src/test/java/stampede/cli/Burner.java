package stampede.cli;

/** A process that keeps every core busy, until it is killed or a minute has passed. */
final class Burner {
  private static final long LIMIT_NANOS = 60_000_000_000L;

  private Burner() {}

  public static void main(String[] args) {
    long endNanos = System.nanoTime() + LIMIT_NANOS;
    for (int core = 1; core < Runtime.getRuntime().availableProcessors(); core++) {
      new Thread(() -> burn(endNanos), "burner-" + core).start();
    }
    burn(endNanos);
  }

  private static void burn(long endNanos) {
    while (System.nanoTime() < endNanos) {
      Thread.onSpinWait();
    }
  }
}
