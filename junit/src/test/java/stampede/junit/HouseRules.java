package stampede.junit;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Calendar;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.TimerTask;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

/** The three laws of the house, for the packages below a root package. */
record HouseRules(String root) {
  /** Law 1: arrows point down, and every class has its floor. */
  ArchRule layers() {
    return layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("ground")
        .definedBy(below("store"), below("time"))
        .layer("cache")
        .definedBy(below("cache"))
        .layer("instrumentation")
        .definedBy(below("instrument"))
        .layer("loadgen")
        .definedBy(below("loadgen"))
        .layer("results")
        .definedBy(below("results"))
        .layer("cli")
        .definedBy(below("cli"))
        .layer("junit")
        .definedBy(below("junit"))
        .whereLayer("junit")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("cli")
        .mayOnlyBeAccessedByLayers("junit")
        .whereLayer("loadgen")
        .mayOnlyBeAccessedByLayers("cli", "junit")
        .whereLayer("results")
        .mayOnlyBeAccessedByLayers("cli", "junit")
        .whereLayer("instrumentation")
        .mayOnlyBeAccessedByLayers("loadgen", "results", "cli", "junit")
        .whereLayer("cache")
        .mayOnlyBeAccessedByLayers("instrumentation", "loadgen", "results", "cli", "junit")
        .ensureAllClassesAreContainedInArchitecture();
  }

  /** Law 1: no two packages name each other, directly or around a corner. */
  ArchRule noCycles() {
    return slices().matching(root + ".(**)").should().beFreeOfCycles();
  }

  /** Law 2: time and randomness come in through the door. Calls and method references alike. */
  ArchRule time() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(below("cli"), below("benchmarks"))
        .should()
        .accessTargetWhere(describe("reads the machine's time or chance", HouseRules::isForbidden))
        .orShould()
        .dependOnClassesThat(describe("are timers of the machine", HouseRules::isTimer));
  }

  /** Law 3: a library is named in its home alone. */
  ArchRule home(List<String> libraryPackages, String... homes) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(Stream.of(homes).map(this::below).toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraryPackages.toArray(String[]::new));
  }

  /** Law 3: only {@code cli} ends the process. */
  ArchRule exit() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(below("cli"))
        .should()
        .accessTargetWhere(describe("ends the process", access -> {
          String name = access.getTarget().getName();
          return isOneOf(access, System.class, Runtime.class)
              && (name.equals("exit") || name.equals("halt"));
        }));
  }

  private String below(String module) {
    return root + "." + module + "..";
  }

  private static boolean isTimer(JavaClass type) {
    return type.isAssignableTo(ScheduledExecutorService.class)
        || type.isAssignableTo(Timer.class)
        || type.isAssignableTo(TimerTask.class);
  }

  private static boolean isForbidden(JavaAccess<?> access) {
    return access.getTarget() instanceof CodeUnitAccessTarget target
        && (readsTime(access, target)
            || waits(access, target.getName())
            || isUnseeded(access, target));
  }

  private static boolean readsTime(JavaAccess<?> access, CodeUnitAccessTarget target) {
    String name = target.getName();
    if (isOneOf(access, System.class)) {
      return name.equals("nanoTime") || name.equals("currentTimeMillis");
    }
    if (isOneOf(access, Date.class)) {
      return name.equals("<init>") && target.getRawParameterTypes().isEmpty();
    }
    if (isOneOf(access, Clock.class, InstantSource.class)) {
      return name.startsWith("system") || name.matches("tick(Millis|Seconds|Minutes)");
    }
    // java.time's now() and now(ZoneId); now(Clock) has its time from the caller
    return isOneOf(access, Calendar.class) && name.equals("getInstance")
        || access.getTargetOwner().getPackageName().startsWith("java.time")
            && name.equals("now")
            && target.getRawParameterTypes().stream()
                .noneMatch(type -> type.isEquivalentTo(Clock.class));
  }

  private static boolean waits(JavaAccess<?> access, String name) {
    return Set.of(
                "sleep",
                "parkNanos",
                "parkUntil",
                "orTimeout",
                "completeOnTimeout",
                "delayedExecutor",
                "newScheduledThreadPool",
                "newSingleThreadScheduledExecutor")
            .contains(name)
        && access.getTargetOwner().getPackageName().startsWith("java.");
  }

  private static boolean isUnseeded(JavaAccess<?> access, CodeUnitAccessTarget target) {
    String name = target.getName();
    boolean withoutArguments = target.getRawParameterTypes().isEmpty();
    if (isOneOf(access, Random.class, SplittableRandom.class)) {
      return name.equals("<init>") && withoutArguments;
    }
    if (isOneOf(access, RandomGeneratorFactory.class)) {
      return name.equals("create") && withoutArguments;
    }
    if (isOneOf(access, RandomGenerator.class)) {
      return name.equals("getDefault") || name.equals("of");
    }
    if (isOneOf(access, Collections.class)) {
      return name.equals("shuffle") && target.getRawParameterTypes().size() == 1;
    }
    return isOneOf(access, SecureRandom.class, ThreadLocalRandom.class)
        || isOneOf(access, Math.class, StrictMath.class) && name.equals("random")
        || isOneOf(access, UUID.class) && name.equals("randomUUID");
  }

  private static boolean isOneOf(JavaAccess<?> access, Class<?>... owners) {
    return Stream.of(owners).anyMatch(access.getTargetOwner()::isEquivalentTo);
  }
}
