package footfall.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class JournalSchemaTest {
  private final JournalSchema schema = new JournalSchema(3, Duration.ofHours(2));

  @Test
  void everyStatementIsOfAKindThatCanBeAppliedAgain() {
    for (String file : JournalSchema.FILES) {
      assertThat(schema.statements(file))
          .isNotEmpty()
          .allMatch(cql -> cql.contains("IF NOT EXISTS") || cql.startsWith("ALTER TABLE"))
          .noneMatch(cql -> cql.contains("${"));
    }
  }

  @Test
  void theSettingsAreFilledIn() {
    String cql = String.join("\n", schema.statements("002_website_minute_journal.cql"));

    assertThat(cql).contains("'replication_factor': 3", "default_time_to_live = 7200");
  }

  @Test
  void aTtlOfLessThanASecondIsRefused() {
    assertThatThrownBy(() -> new JournalSchema(1, Duration.ofMillis(999)))
        .hasMessage("the TTL of website-minutes must be from 1 s to 17 years, was PT0.999S");
  }
}
