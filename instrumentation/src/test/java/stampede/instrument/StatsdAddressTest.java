package stampede.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stampede.store.BadInputException;

final class StatsdAddressTest {
  @Test
  void aHostAndAPortAreAnAddress() {
    InetSocketAddress address = StatsdAddress.parse("127.0.0.1:8125");
    assertEquals(8125, address.getPort());
    assertEquals("127.0.0.1", address.getAddress().getHostAddress());
    assertTrue(StatsdAddress.parse("localhost:65535").getAddress().isLoopbackAddress());
  }

  @Test
  void ipv6StandsInBrackets() {
    InetSocketAddress address = StatsdAddress.parse("[::1]:1");
    assertTrue(address.getAddress().isLoopbackAddress());
    assertEquals(1, address.getPort());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":8125",
        "localhost",
        "localhost:",
        "localhost:0",
        "localhost:65536",
        "localhost:99999",
        "localhost:-1",
        "localhost:+1",
        "localhost:8125 ",
        "local host:8125",
        "::1:8125",
        "[::1]8125",
        "[]:8125",
        "localhost:9999999999"
      })
  void otherFormsAreRefused(String text) {
    BadInputException refused =
        assertThrows(BadInputException.class, () -> StatsdAddress.parse(text));
    assertEquals("--statsd", refused.field());
    assertEquals(text, refused.value());
    assertEquals("HOST:PORT with a port from 1 to 65535", refused.expected());
  }

  @Test
  void aHostWithoutAnAddressStaysUnresolved() {
    InetSocketAddress address = StatsdAddress.parse("nobody.invalid:8125");
    assertTrue(address.isUnresolved());
    assertEquals("nobody.invalid", address.getHostString());
  }
}
