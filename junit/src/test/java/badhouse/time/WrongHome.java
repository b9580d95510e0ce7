package badhouse.time;

/** Names every library outside its home. */
class WrongHome {
  Object caffeine() {
    return com.github.benmanes.caffeine.cache.Caffeine.newBuilder();
  }

  Object jdbc() throws java.sql.SQLException {
    return java.sql.DriverManager.getConnection("jdbc:none:");
  }

  Object sqlite() {
    return new org.sqlite.SQLiteConfig();
  }

  Object micrometer() {
    return new io.micrometer.core.instrument.simple.SimpleMeterRegistry();
  }

  Object hdrHistogram() {
    return new org.HdrHistogram.Histogram(3);
  }

  Object xz() {
    return new org.tukaani.xz.LZMA2Options();
  }

  Object json() {
    return new com.fasterxml.jackson.databind.ObjectMapper();
  }

  Object yaml() {
    return new org.yaml.snakeyaml.Yaml();
  }

  Object picocli() {
    return new picocli.CommandLine(this);
  }

  void junit() {
    org.junit.jupiter.api.Assertions.fail();
  }

  void exit() {
    System.exit(1);
  }

  java.util.function.IntConsumer exitByReference() {
    return System::exit;
  }

  void halt() {
    Runtime.getRuntime().halt(1);
  }
}
