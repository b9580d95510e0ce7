package badhouse.junit;

class ReadsTime {
  long startNanos() {
    return System.nanoTime();
  }
}
