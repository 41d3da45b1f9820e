package io.lotara;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.lotara.job.JobReducer;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How the packages may lean on each other. */
class ArchitectureTest {
  /** What knows no cloud and no web. */
  private static final String[] MIDDLE = {
    "io.lotara.job..",
    "io.lotara.trip..",
    "io.lotara.travel..",
    "io.lotara.llm..",
    "io.lotara.chat..",
    "io.lotara.suggestion..",
    "io.lotara.tenant..",
    "io.lotara.erasure..",
    "io.lotara.webhook..",
    "io.lotara.trace.."
  };

  private static JavaClasses main;

  @BeforeAll
  static void read() {
    main =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.lotara");
    assertTrue(main.contain(JobReducer.class), "the classes of the project are there to be looked at");
  }

  @Test
  void theMiddleKnowsNoCloudAndNoWeb() {
    noClasses()
        .that()
        .resideInAnyPackage(MIDDLE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("software.amazon..", "com.amazonaws..", "io.micronaut.http..")
        .because("the job protocol and its kinds must run anywhere")
        .check(main);
  }

  @Test
  void theMiddleKnowsNoDoor() {
    noClasses()
        .that()
        .resideInAnyPackage(MIDDLE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.lotara.handler..", "io.lotara.dynamo..", "io.lotara.sqs..", "io.lotara.aws..")
        .check(main);
  }

  @Test
  void packagesDoNotLeanOnEachOtherInACircle() {
    slices().matching("io.lotara.(**)").should().beFreeOfCycles().check(main);
  }

  @Test
  void adaptersAreReachedByTheirPortsAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.lotara.dynamo..", "io.lotara.sqs..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.lotara.dynamo..")
                .or(
                    resideInAPackage("io.lotara.sqs..")
                        .and(describe("not the form of messages", c -> !c.getSimpleName().endsWith("MessageCodec")))))
        .because("everybody else asks for a port and is given one")
        .check(main);
    noClasses()
        .that()
        .resideOutsideOfPackages("io.lotara.handler..", "io.lotara.sqs..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.lotara.sqs..")
        .check(main);
  }

  @Test
  void theMiddleHasNoClockOfItsOwn() {
    noClasses()
        .that(resideInAnyPackage(MIDDLE).and(describe("are no factory", c -> !c.getName().contains("Beans"))))
        .should()
        .callMethodWhere(describe("asks the system for the time", ArchitectureTest::asksForTheTime))
        .because("time is passed in, so that a test and the local runner can set it")
        .check(main);
  }

  private static boolean asksForTheTime(JavaMethodCall call) {
    String owner = call.getTargetOwner().getName();
    String name = call.getName();
    return owner.equals("java.lang.System") && name.equals("currentTimeMillis")
        || owner.equals("java.time.Clock") && name.startsWith("system")
        || owner.startsWith("java.time.")
            && name.equals("now")
            && call.getTarget().getRawParameterTypes().isEmpty();
  }

  @Test
  void onlyTheLogIsWrittenTo() {
    NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(main);
    // A line of metrics must stand in the log as it is; a logger would wrap it.
    Set<String> itself = Set.of("io.lotara.log", "io.lotara.handler.EmbeddedMetrics");
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(
        main.that(describe("are not the log itself", c -> !itself.contains(c.getPackageName()) && !itself.contains(c.getName()))));
  }

  @Test
  void namesSayWhatAClassIs() {
    classes()
        .that()
        .resideInAPackage("io.lotara..")
        .should()
        .haveSimpleNameNotEndingWith("Util")
        .andShould()
        .haveSimpleNameNotEndingWith("Utils")
        .andShould()
        .haveSimpleNameNotEndingWith("Helper")
        .andShould()
        .haveSimpleNameNotEndingWith("Manager")
        .check(main);
  }
}
