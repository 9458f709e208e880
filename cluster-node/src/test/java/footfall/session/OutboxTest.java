package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.persistence.clickhouse.SessionJoin;
import footfall.persistence.clickhouse.SessionRow;
import footfall.website.MinuteKey;
import footfall.website.MinuteTally;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private final Outbox outbox = new Outbox(3);
  private final Session session = session();

  @Test
  void theVersionOfARowIsGenerationThenOffset() {
    outbox.close(session, 77);

    SessionRow row = outbox.takeFresh().sessions.get(session.id);
    assertThat(row.version()).isEqualTo(3L * (1L << 44) + 77);
  }

  @Test
  void whatIsMadeFinalIsFreshUntilACheckpointTakesItAndHeldUntilItIsAcknowledged() {
    outbox.close(session, 77);
    assertThat(outbox.isStored()).isFalse();
    assertThat(outbox.held().size()).isZero();

    Outbox.Contents fresh = outbox.takeFresh();

    assertThat(outbox.isStored()).isTrue();
    assertThat(outbox.held().sessions).isEqualTo(fresh.sessions);
    assertThat(outbox.takeFresh().size()).isZero();
  }

  @Test
  void anAcknowledgementLeavesWithTheNextCheckpoint() {
    outbox.close(session, 77);
    List<SessionRow> rows = List.copyOf(outbox.takeFresh().sessions.values());
    outbox.acknowledgeSessions(rows, List.of());

    assertThat(outbox.size()).isZero();
    assertThat(outbox.isStored()).isFalse();
    assertThat(outbox.takeAcknowledged().sessions).containsExactly(session.id);
    assertThat(outbox.isStored()).isTrue();
  }

  @Test
  void aSecondAcknowledgementOfTheSameChangesNothing() {
    outbox.join("w", id(1), id(2), 5);
    outbox.takeFresh();
    List<SessionJoin> joins = List.of(new SessionJoin("w", id(1), id(2), 0));
    outbox.acknowledgeSessions(List.of(), joins);
    outbox.takeAcknowledged();
    outbox.acknowledgeSessions(List.of(), joins);

    assertThat(outbox.isStored()).isTrue();
  }

  @Test
  void aFinalThatNoCheckpointHoldsYetCannotBeAcknowledged() {
    MinutePart part = new MinutePart(new MinuteKey("w", 0), new MinuteTally());
    outbox.finish(part);
    outbox.acknowledgeFinal(part.key);

    assertThat(outbox.finalOf(part.key).tally).isEqualTo(part.tally.encode());
    assertThat(outbox.everyFinal()).containsExactly(outbox.finalOf(part.key));
    outbox.takeFresh();
    outbox.acknowledgeFinal(part.key);
    assertThat(outbox.finalOf(part.key)).isNull();
  }

  private static Session session() {
    Session opened = new Session(id(9), 1, new OpenWebsite("w", 0), new String[] {"v"}, 0);
    opened.absorb(1, 0, Hits.pageview("w", "v", "", 1, 0), Hits.on("/"));
    return opened;
  }

  private static UUID id(int number) {
    return new UUID(0, number);
  }
}
