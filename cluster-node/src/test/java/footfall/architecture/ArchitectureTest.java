package footfall.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The rules of STYLE.md that the compiler does not hold. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("localstack"))
          .importPackages("footfall");

  private static final String PURE =
      "footfall\\.session\\.(OpenSessions|OpenWebsite|Session|Outbox|Outcome|Placed|CountedIds"
          + "|Changes|MinutePart|RawRows|FailedRecords|JournalFold|Checkpoint|CheckpointPlan"
          + "|CheckpointReader|CheckpointWriter|StoredReader|StoredWriter|SessionRules|UserHash"
          + "|HeldRules|ActiveGoals|MatchedTexts|LaterReader|LaterWriter|RulesTeller|MinuteCounting|Wakes)"
          + "(\\$.*)?";

  @Test
  void everyModuleIsLookedAt() {
    for (String module : new String[] {"protocol", "persistence", "api", "session", "website"}) {
      assertThat(CLASSES.stream().filter(c -> c.getPackageName().startsWith("footfall." + module)))
          .as(module)
          .hasSizeGreaterThan(3);
    }
  }

  @Test
  void modulesDependInOneDirection() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("protocol")
        .definedBy("footfall.protocol..")
        .layer("persistence")
        .definedBy("footfall.persistence..")
        .layer("realtime-api")
        .definedBy("footfall.api..")
        .layer("cluster-node")
        .definedBy(
            "footfall.node..",
            "footfall.ingest..",
            "footfall.session..",
            "footfall.website..",
            "footfall.retention..",
            "footfall.metrics..")
        .whereLayer("cluster-node")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("realtime-api")
        .mayOnlyBeAccessedByLayers("cluster-node")
        .whereLayer("persistence")
        .mayOnlyBeAccessedByLayers("realtime-api", "cluster-node")
        .check(CLASSES);
  }

  @Test
  void theHitAndWhatIsStoredKnowNothingOfAkka() {
    noClasses()
        .that()
        .resideInAnyPackage("footfall.protocol..", "footfall.persistence..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("akka..")
        .check(CLASSES);
  }

  @Test
  void whatDecidesWhatASessionIsKnowsNothingOfAkkaKafkaOrAClock() {
    purityRule().check(CLASSES);
    assertThat(
            CLASSES.stream()
                .filter(c -> c.getName().matches(PURE) && !c.getName().contains("$"))
                .count())
        .as("every name in the rule is a class")
        .isEqualTo(28);
  }

  private static ArchRule purityRule() {
    return noClasses()
        .that()
        .haveNameMatching(PURE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("akka..", "org.apache.kafka..", "java.sql..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.time.Clock")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(java.util.UUID.class, "randomUUID")
        .because("a shard is a function of its checkpoint and the log alone (DESIGN 1)");
  }

  @Test
  void theRuleOfPurityIsNotVacuous() {
    ArchRule onActors =
        noClasses()
            .that()
            .haveNameMatching("footfall\\.session\\.Shard(Running|Journal)")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("akka..");

    assertThat(onActors.evaluate(CLASSES).hasViolation()).isTrue();
  }

  @Test
  void onlyStartUpKnowsEverything() {
    noClasses()
        .that()
        .resideOutsideOfPackage("footfall.node..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("footfall.node..")
        .check(CLASSES);
  }

  @Test
  void settingsAreReadAtStartUpOrInARecordOfSettings() {
    noClasses()
        .that()
        .resideOutsideOfPackage("footfall.node..")
        .and()
        .haveSimpleNameNotEndingWith("Settings")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.typesafe.config..")
        .check(CLASSES);
  }

  /** The SDK runs in other people's servers, and sends to the collector that they name. */
  @Test
  void aNodeFetchesNothingByHttpSoNobodyCanMakeItAskAnother() {
    noClasses()
        .that()
        .resideOutsideOfPackage("footfall.sdk..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.net.http..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.net.URLConnection.class)
        .orShould()
        .callMethodWhere(
            target(nameMatching("openStream|openConnection|singleRequest|cachedHost.*")))
        .check(CLASSES);
  }

  /** By {@code MessageDigest.isEqual}, in {@code Token} and {@code Passwords}. */
  @Test
  void whereSecretsAreComparedTheTimeItTakesTellsNothing() {
    noClasses()
        .that()
        .resideInAnyPackage("footfall.api.access..", "footfall.api.account..")
        .should()
        .callMethod(java.util.Arrays.class, "equals", byte[].class, byte[].class)
        .check(CLASSES);
    for (String comparing : new String[] {"access.Token", "account.Passwords"}) {
      assertThat(
              CLASSES.get("footfall.api." + comparing).getMethodCallsFromSelf().stream()
                  .map(call -> call.getTarget().getFullName()))
          .as(comparing)
          .contains("java.security.MessageDigest.isEqual([B, [B)");
    }
  }

  @Test
  void logsGoThroughSlf4jAlone() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.util.logging..", "org.apache.commons.logging..", "org.apache.log4j..")
        .check(CLASSES);
  }

  /**
   * Minutes and live websites ask shards, and shards tell minutes: by the shards' messages only.
   */
  @Test
  void featuresAreFreeOfCyclesSaveForTheMessagesOfSessionShards() {
    slices()
        .matching("footfall.(*)..")
        .should()
        .beFreeOfCycles()
        .ignoreDependency(
            resideInAPackage("footfall.website.."),
            nameMatching("footfall\\.session\\.SessionShard(\\$.*)?"))
        .check(CLASSES);
    for (String module : new String[] {"protocol", "persistence", "api"}) {
      slices().matching("footfall." + module + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }
  }
}
