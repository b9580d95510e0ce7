package badhouse.cli;

public class Cli {
  public static long start() {
    return System.nanoTime();
  }
}
