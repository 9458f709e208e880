package footfall.persistence.metadata;

import static footfall.persistence.metadata.AccountRows.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

class WebsitesIT {
  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final Website PRIVATE =
      new Website(
          "private",
          "example.net",
          new WebsiteSettings(
              true, false, 0.5, OptionalInt.of(30), List.of("www.example.net"), OptionalInt.of(9)),
          "Europe/Berlin",
          "EUR",
          Website.Status.PAUSED);

  @RegisterExtension static final PostgresForTests postgres = new PostgresForTests();

  private Metadata metadata;
  private Websites websites;

  @BeforeEach
  void start() {
    metadata = postgres.metadata();
    websites = new Websites(metadata);
  }

  @Test
  void noWebsiteIsCalledAsAPageOrRouteOfOurOwn() {
    for (String id : List.of("login", "Setup", "api", "..", ".hidden")) {
      assertThatThrownBy(() -> websites.add(Website.named(id, "example.org")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("choose another id");
    }
    assertThat(websites.all()).isEmpty();
    assertThat(websites.add(Website.named("login.example.org", "login.example.org"))).isTrue();
  }

  @Test
  void aWebsiteThatWasAddedIsFoundWithEveryField() {
    assertThat(websites.add(PRIVATE)).isTrue();

    assertThat(websites.find("private")).contains(PRIVATE);
    assertThat(websites.find("other")).isEmpty();
    assertThat(websites.all()).containsExactly(PRIVATE);
  }

  @Test
  void anIdThatIsTakenStaysWithTheWebsiteThatHasIt() {
    websites.add(PRIVATE);

    assertThat(websites.add(Website.named("private", "thief.example"))).isFalse();

    assertThat(websites.find("private")).contains(PRIVATE);
  }

  @Test
  void aChangeThatBreaksOffHalfwayIsNoneWhateverBrokeIt() {
    for (Throwable cause : List.of(new IllegalStateException("halfway"), new Error("halfway"))) {
      assertThatThrownBy(
              () ->
                  metadata.change(
                      "break off",
                      connection -> {
                        Sql.update(
                            connection,
                            "insert into websites (website_id, domain) values ('half', 'x.org')");
                        throw sneaky(cause);
                      }))
          .hasMessage("halfway");

      assertThat(websites.all()).isEmpty();
    }
  }

  @Test
  void aChangeThatPostgresCutsOffFailsAsOneThatMaySucceedLater() {
    assertThatThrownBy(
            () ->
                metadata.change(
                    "be cut off",
                    connection ->
                        Sql.first(
                            connection,
                            "select pg_terminate_backend(pg_backend_pid())",
                            row -> true)))
        .isInstanceOfSatisfying(
            MetadataException.class, failure -> assertThat(failure.isAway()).isTrue());

    assertThat(websites.all()).as("another connection").isEmpty();
  }

  @Test
  void postgresTakesItsLocksBackFromANodeThatStandsStillWithinAChange() {
    assertThat(
            metadata.<Optional<String>>ask(
                "read a setting",
                connection ->
                    Sql.first(
                        connection,
                        "show idle_in_transaction_session_timeout",
                        row -> row.getString(1))))
        .contains("20s");
  }

  @Test
  void partsKeepTheirFormInPostgresItself() {
    websites.add(Website.named("site", "example.org"));
    WebsiteParts goals = new WebsiteParts(metadata, PartTable.GOALS);
    Map<String, Object> bought = AccountRows.goal("destination", "equals", "/thanks");
    WebsiteParts.Part part = new WebsiteParts.Part(UUID.randomUUID(), bought);
    assertThat(goals.add("site", part, entry())).isTrue();
    assertThat(goals.list("site")).containsExactly(part);

    assertThatThrownBy(
            () -> goals.add("site", new WebsiteParts.Part(UUID.randomUUID(), bought), entry()))
        .isInstanceOfSatisfying(
            MetadataException.class, e -> assertThat(e.violated()).contains("goals_name"));
    assertThatThrownBy(
            () ->
                goals.change(
                    "site",
                    part.id(),
                    before -> AccountRows.goal("duration", "equals", "/thanks"),
                    entry()))
        .isInstanceOfSatisfying(
            MetadataException.class, e -> assertThat(e.violated()).contains("goals_form"));
    assertThat(goals.change("other", part.id(), before -> before, entry())).isEmpty();
    assertThat(goals.remove("other", part.id(), entry())).isFalse();
    assertThat(goals.list("site")).containsExactly(part);
    assertThat(goals.remove("site", part.id(), entry())).isTrue();
  }

  private static RuntimeException sneaky(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return (RuntimeException) cause;
  }

  @Test
  void theDirectoryFindsAWebsiteOnceThereIsOne() {
    try (WebsiteDirectory directory = WebsiteDirectory.start(websites, OFTEN)) {
      assertThat(directory.find("private")).isEmpty();

      websites.add(PRIVATE);

      await().until(() -> directory.find("private").equals(Optional.of(PRIVATE)));
    }
  }

  @Test
  void theDirectoryServesWhilePostgresIsAwayAndLearnsWhenItIsBack() {
    websites.add(PRIVATE);
    try (WebsiteDirectory directory = WebsiteDirectory.start(websites, OFTEN)) {
      postgres.goAway();
      await().until(() -> !metadata.reachable()); // a backend outlives its killed server a little
      assertThat(directory.find("private")).contains(PRIVATE);

      postgres.comeBack();
      await().atMost(Duration.ofSeconds(30)).until(metadata::reachable);
      websites.add(Website.named("later", "example.org"));

      await().atMost(Duration.ofSeconds(30)).until(() -> directory.find("later").isPresent());
    }
  }

  @Test
  void aWebsiteWhoseRowJavaRefusesGoesOnAsItWasAndKeepsNoOtherFromItsSettings() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger("footfall.persistence.metadata");
    Website spoilt = Website.named("spoilt", "example.com");
    websites.add(PRIVATE);
    websites.add(spoilt);
    log.start();
    logger.addAppender(log);
    try (WebsiteDirectory directory = WebsiteDirectory.start(websites, OFTEN)) {
      sql("update websites set time_zone = 'Mars/Olympus' where website_id = 'spoilt'");
      websites.add(Website.named("later", "example.org"));

      await().until(() -> directory.find("later").isPresent());
      assertThat(directory.find("spoilt")).contains(spoilt);
      websites.add(Website.named("latest", "example.org"));
      await().until(() -> directory.find("latest").isPresent());
      assertThat(log.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .filteredOn(line -> line.contains("website spoilt") && line.contains("Mars/Olympus"))
          .as("told once")
          .hasSize(1);
    } finally {
      logger.detachAppender(log);
    }
    try (WebsiteDirectory directory = WebsiteDirectory.start(websites, OFTEN)) {
      assertThat(directory.find("private")).contains(PRIVATE);
      assertThat(directory.find("spoilt")).isEmpty();
      assertThat(websites.all()).hasSize(3).doesNotContain(spoilt);

      sql("update websites set time_zone = 'UTC' where website_id = 'spoilt'");
      await().until(() -> directory.find("spoilt").equals(Optional.of(spoilt)));
    }
  }

  @Test
  void aGoalThatJavaRefusesKeepsOtherWebsitesNotFromTheirRules() {
    websites.add(Website.named("site", "example.org"));
    websites.add(Website.named("spoilt", "example.com"));
    try (CountingDirectory directory = CountingDirectory.start(websites, OFTEN)) {
      // 400 characters to PostgreSQL, 800 to Java.
      sql(
          "insert into goals (goal_id, website_id, name, goal_type, match_type, pattern) select"
              + " gen_random_uuid(), 'spoilt', 'long', 'event', 'equals', repeat('\ud83d\ude00', 400)");
      new WebsiteParts(metadata, PartTable.GOALS)
          .add(
              "site",
              new WebsiteParts.Part(
                  UUID.randomUUID(), AccountRows.goal("event", "equals", "signup")),
              entry());

      await()
          .until(
              () ->
                  directory.rules().stream()
                      .anyMatch(of -> of.websiteId().equals("site") && of.goals().size() == 1));
      assertThat(directory.rules()).noneMatch(of -> of.websiteId().equals("spoilt"));
    }
  }

  private void sql(String statement) {
    metadata.ask("change rows", connection -> Sql.update(connection, statement));
  }
}
