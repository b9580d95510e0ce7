package stampede.cli;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;
import stampede.loadgen.ArmTraffic;

/**
 * The traffic of an arm in a class loader of its own, which loads the arm's jars and all of Stampede
 * below {@code cli}; only types of the JDK cross. What anything of it throws is an {@link
 * ArmFailure}. For one thread.
 */
final class ArmLoader implements AutoCloseable {
  private final String arm;
  private final ClassLoader loader;
  private final AutoCloseable traffic;
  private final Map<String, LongUnaryOperator> operations;

  private ArmLoader(
      String arm,
      ClassLoader loader,
      AutoCloseable traffic,
      Map<String, LongUnaryOperator> operations) {
    this.arm = arm;
    this.loader = loader;
    this.traffic = traffic;
    this.operations = operations;
  }

  /**
   * Loads an arm, opens and populates its store.
   *
   * @param timings takes what it measures in an open loop
   */
  @SuppressWarnings("unchecked") // what crosses are types of the JDK
  static ArmLoader open(
      String arm, PairSpec.ArmSettings settings, ObjLongConsumer<String> timings, SystemTime time) {
    List<URL> places = new ArrayList<>();
    settings.jars().forEach(jar -> places.add(url(jar)));
    places.addAll(ownBelowCli());
    var loader =
        new URLClassLoader(arm, places.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    LongSupplier clock = System::nanoTime;
    BiConsumer<Long, Runnable> timers = time::after;
    LongConsumer until = time::until;
    Map<String, String> effective = new HashMap<>(settings.settings());
    return within(arm, loader, () -> {
      effective.put("store", ArmStore.of(settings, System.getenv()).uri());
      Object traffic = Class.forName(ArmTraffic.class.getName(), true, loader)
          .getConstructor(
              Map.class,
              LongSupplier.class,
              BiConsumer.class,
              LongConsumer.class,
              ObjLongConsumer.class,
              double.class)
          .newInstance(effective, clock, timers, until, timings, settings.slowdown());
      var operations = ((Supplier<Map<String, LongUnaryOperator>>) traffic).get();
      return new ArmLoader(arm, loader, (AutoCloseable) traffic, operations);
    });
  }

  /** An operation by the tag of its series. Asked on the thread that asks for all of them. */
  LongUnaryOperator operation(String tag) {
    LongUnaryOperator operation = operations.get(tag);
    if (operation == null) {
      throw new IllegalArgumentException("no operation of an arm: " + tag);
    }
    return number -> {
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      thread.setContextClassLoader(loader);
      try {
        return operation.applyAsLong(number);
      } catch (RuntimeException | Error e) {
        throw new ArmFailure(arm, e);
      } finally {
        thread.setContextClassLoader(before);
      }
    };
  }

  @Override
  public void close() {
    within(arm, loader, () -> {
      traffic.close();
      return arm;
    });
  }

  /** What may throw anything. */
  private interface Work<T> {
    T run() throws Exception;
  }

  /** Service loaders look into the arm's classes. */
  private static <T> T within(String arm, ClassLoader loader, Work<T> work) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return work.run();
    } catch (InvocationTargetException e) {
      throw new ArmFailure(arm, e.getCause() == null ? e : e.getCause());
    } catch (Exception | Error e) {
      throw new ArmFailure(arm, e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** The class path of this program, but for what holds {@code cli} itself. */
  private static List<URL> ownBelowCli() {
    List<URL> places = new ArrayList<>();
    try {
      Path cli = Path.of(ArmLoader.class
              .getProtectionDomain()
              .getCodeSource()
              .getLocation()
              .toURI())
          .toRealPath();
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        for (Path place : withClassPath(Path.of(entry))) {
          if (!Files.exists(place) || !place.toRealPath().equals(cli)) {
            places.add(place.toUri().toURL());
          }
        }
      }
      places.addAll(UserClasses.places(System.getenv()));
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("the class path cannot be read: " + e.getMessage(), e);
    }
    return places;
  }

  private static List<Path> withClassPath(Path place) throws IOException {
    return Files.isRegularFile(place) ? BuildInfo.withClassPath(place) : List.of(place);
  }

  private static URL url(Path place) {
    try {
      return place.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(place.toString(), e);
    }
  }
}
