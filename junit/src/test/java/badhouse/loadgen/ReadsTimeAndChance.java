package badhouse.loadgen;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Every method breaks the second law. */
class ReadsTimeAndChance {
  long nanoTime() {
    return System.nanoTime();
  }

  LongSupplier nanoTimeByReference() {
    return System::nanoTime;
  }

  LongSupplier nanoTimeInLambda() {
    return () -> System.nanoTime() / 2;
  }

  LongSupplier currentTimeMillis() {
    return System::currentTimeMillis;
  }

  Instant instant() {
    return Instant.now();
  }

  Supplier<Instant> instantByReference() {
    return Instant::now;
  }

  ZonedDateTime zoned() {
    return ZonedDateTime.now(ZoneId.of("UTC"));
  }

  LocalDate date() {
    return LocalDate.now();
  }

  Object oldDate() {
    return new Date();
  }

  Object calendar() {
    return Calendar.getInstance();
  }

  Clock systemUtc() {
    return Clock.systemUTC();
  }

  Clock tick() {
    return Clock.tickMillis(ZoneId.of("UTC"));
  }

  InstantSource source() {
    return InstantSource.system();
  }

  void sleep() throws InterruptedException {
    Thread.sleep(1);
  }

  void sleepByUnit() throws InterruptedException {
    TimeUnit.SECONDS.sleep(1);
  }

  void parkNanos() {
    LockSupport.parkNanos(1);
  }

  void parkUntil() {
    LockSupport.parkUntil(1);
  }

  Object orTimeout(CompletableFuture<String> future) {
    return future.orTimeout(1, TimeUnit.SECONDS);
  }

  Object completeOnTimeout(CompletableFuture<String> future) {
    return future.completeOnTimeout("", 1, TimeUnit.SECONDS);
  }

  Object delayed() {
    return CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);
  }

  void schedule(ScheduledExecutorService timers) {
    timers.schedule(() -> {}, 1, TimeUnit.SECONDS);
  }

  Supplier<ExecutorService> scheduledByReference() {
    return Executors::newSingleThreadScheduledExecutor;
  }

  Object timer() {
    return new Timer();
  }

  Object random() {
    return new Random();
  }

  Supplier<Random> randomByReference() {
    return Random::new;
  }

  Object splittable() {
    return new SplittableRandom();
  }

  Object secure() {
    return new SecureRandom();
  }

  int threadLocal() {
    return ThreadLocalRandom.current().nextInt();
  }

  double math() {
    return Math.random();
  }

  Object uuid() {
    return UUID.randomUUID();
  }

  void shuffle(List<String> list) {
    Collections.shuffle(list);
  }

  Object generator() {
    return RandomGenerator.getDefault();
  }

  Object factory() {
    return RandomGeneratorFactory.of("L64X128MixRandom").create();
  }
}
