package footfall.api.collect;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.api.collect.HitCompletion.Completed;
import footfall.persistence.metadata.Website;
import footfall.persistence.metadata.WebsiteSettings;
import footfall.protocol.hit.Hit;
import footfall.protocol.hit.HitDecoder;
import footfall.protocol.hit.IpAddress;
import footfall.protocol.hit.Validation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HitCompletionTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Instant AFTER_MIDNIGHT = Instant.parse("2026-11-21T00:00:01Z");
  private static final String BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Firefox/150.0";
  private static final Sender VISITOR = sender("203.0.113.9", BROWSER, "de-DE,de;q=0.9");

  private boolean clockIsSure = true;

  private final HitCompletion completion =
      new HitCompletion(
          new VisitorHashes(
              new byte[] {1}, day -> Optional.of(day.toString().getBytes(StandardCharsets.UTF_8))),
          id -> Optional.of(website(id)));

  private static Website website(String id) {
    Website plain = Website.named(id, "example.org");
    return new Website(
        id,
        plain.domain(),
        new WebsiteSettings(id.equals("private"), true),
        plain.timeZone(),
        plain.currency(),
        plain.status());
  }

  @Test
  void aHitWithoutIdentityGetsAVisitorAPlaceAndWhatTheConnectionTells() {
    Completed completed = complete("", VISITOR, NOON);

    Hit hit = completed.hit();
    assertThat(hit.identity().visitorId()).matches("[0-9a-f]{32}");
    assertThat(hit.identity().previousVisitorId()).isEmpty();
    assertThat(completed.route()).matches("[0-9a-f]{4}");
    assertThat(hit.client().ipAddress()).isEqualTo("203.0.113.9");
    assertThat(hit.client().userAgent()).isEqualTo(BROWSER);
    assertThat(hit.client().language()).isEqualTo("de-DE");
    assertThat(hit.eventId()).isNotEqualTo(Hit.NO_ID);
  }

  @Test
  void aHitThatBringsASessionOrAVisitorKeepsThemAndIsPlacedByThem() {
    Completed session = complete("\"session_id\":\"s1\"", VISITOR, NOON);
    assertThat(session.route()).isEqualTo("s1");
    assertThat(session.hit().identity().visitorId()).isEmpty();
    Completed visitor = complete("\"visitor_id\":\"v1\"", VISITOR, NOON);
    assertThat(visitor.route()).isEqualTo("v1");
    assertThat(visitor.hit().identity().visitorId()).isEqualTo("v1");
  }

  @Test
  void aBrowsersUserKeepsTheVisitorItHadBeforeTheLogin() {
    Completed before = complete("", VISITOR, NOON);
    Completed after = complete("\"user_id\":\"u1\"", VISITOR, NOON);
    assertThat(after.hit().identity().visitorId()).isEqualTo(before.hit().identity().visitorId());
    assertThat(after.hit().identity().userId()).isEqualTo("u1");
    assertThat(after.route()).isEqualTo(before.route());
  }

  @Test
  void usersThatAServerNamesAreNotMergedIntoOneVisitor() {
    Completed hit =
        complete("\"user_id\":\"u1\"", sender("203.0.113.9", "Java-http-client/17", ""), NOON);
    assertThat(hit.hit().identity().visitorId()).isEmpty();
    assertThat(hit.route()).isEqualTo("u1");
  }

  @Test
  void whatTheHitSaysOfItsClientStandsAndNamesTheVisitor() {
    String own =
        "\"ip_address\":\"198.51.100.7\",\"user_agent\":\"" + BROWSER + "\",\"language\":\"fr\"";
    Completed byServer = complete(own, sender("203.0.113.9", "curl/8", "de"), NOON);
    assertThat(byServer.hit().client().ipAddress()).isEqualTo("198.51.100.7");
    assertThat(byServer.hit().client().language()).isEqualTo("fr");
    Completed direct = complete("", sender("198.51.100.7", BROWSER, ""), NOON);
    assertThat(byServer.hit().identity().visitorId())
        .isEqualTo(direct.hit().identity().visitorId());
  }

  @Test
  void aPrivateWebsitesAddressesAreCutButItsVisitorsAreStillToldApart() {
    Hit one = complete("private", "", sender("203.0.113.9", BROWSER, ""), NOON).hit();
    Hit other = complete("private", "", sender("203.0.113.10", BROWSER, ""), NOON).hit();
    assertThat(one.client().ipAddress()).isEqualTo("203.0.113.0");
    assertThat(other.client().ipAddress()).isEqualTo("203.0.113.0");
    assertThat(one.identity().visitorId()).isNotEqualTo(other.identity().visitorId());
    assertThat(
            complete("private", "\"ip_address\":\"::ffff:198.51.100.7\"", VISITOR, NOON)
                .hit()
                .client()
                .ipAddress())
        .isEqualTo("198.51.100.0");
    assertThat(
            complete("private", "", sender("2001:db8:1:2:3:4:5:6", BROWSER, ""), NOON)
                .hit()
                .client()
                .ipAddress())
        .isEqualTo("2001:db8:1:0:0:0:0:0");
  }

  @Test
  void whatStaysOfAPrivateWebsitesVisitorComesFromTheAddressAsItIsKept() {
    Completed one = complete("private", "", sender("203.0.113.9", BROWSER, ""), NOON);
    Completed other = complete("private", "", sender("203.0.113.10", BROWSER, ""), NOON);
    Completed elsewhere = complete("private", "", sender("203.0.114.9", BROWSER, ""), NOON);

    assertThat(other.route()).isEqualTo(one.route());
    assertThat(other.hit().eventId()).isEqualTo(one.hit().eventId());
    assertThat(elsewhere.hit().eventId()).isNotEqualTo(one.hit().eventId());
    assertThat(other.visitor()).as("sampled each by themselves").isNotEqualTo(one.visitor());
  }

  @Test
  void sentAgainAfterMidnightAHitHasTheSameEventIdAndTheSamePlace() {
    Completed first = complete("", VISITOR, NOON);
    Completed again = complete("", VISITOR, AFTER_MIDNIGHT);
    assertThat(again.hit().eventId()).isEqualTo(first.hit().eventId());
    assertThat(again.route()).isEqualTo(first.route());
    assertThat(again.hit().identity().previousVisitorId())
        .isEqualTo(first.hit().identity().visitorId());
  }

  @Test
  void visitorsOfOnePageInTheSameMillisecondHaveDifferentEventIds() {
    assertThat(complete("", VISITOR, NOON).hit().eventId())
        .isNotEqualTo(complete("", sender("203.0.113.10", BROWSER, ""), NOON).hit().eventId());
  }

  @Test
  void anEventIdThatWasSentIsKept() {
    String id = "0f8fad5b-d9cb-469f-a165-70867728950e";
    assertThat(complete("\"event_id\":\"" + id + "\"", VISITOR, NOON).hit().eventId())
        .hasToString(id);
  }

  @Test
  void aClockThatIsAYearSlowIsPutRightByTheTimeOfSending() {
    Hit hit = complete("\"client_timestamp\":1000000,\"sent_at\":1005000", VISITOR, NOON).hit();
    assertThat(hit.clientTimestamp()).isEqualTo(NOON.toEpochMilli() - 5_000);
    assertThat(hit.sentAt()).isZero();
  }

  @Test
  void whileOurOwnClockMayBeWrongTheClientsCounts() {
    clockIsSure = false;
    assertThat(time(1_000_000, 1_005_000)).isEqualTo(1_000_000);
  }

  @Test
  void aRetryWithAnotherTimeOfSendingHasTheSameEventIdAndTime() {
    Hit first = complete("\"client_timestamp\":1000000,\"sent_at\":1005000", VISITOR, NOON).hit();
    Hit retry =
        complete("\"client_timestamp\":1000000,\"sent_at\":1065000", VISITOR, NOON.plusSeconds(60))
            .hit();
    assertThat(retry.eventId()).isEqualTo(first.eventId());
    assertThat(retry.clientTimestamp()).isEqualTo(first.clientTimestamp());
  }

  @Test
  void aTimeOfSendingThatCannotBeIsPassedOver() {
    assertThat(time(1_000_000, 999_999)).isEqualTo(1_000_000);
    assertThat(time(1_000_000, 1_000_000)).isEqualTo(NOON.toEpochMilli());
    long week = 7 * 86_400_000L;
    assertThat(time(1_000_000, 1_000_000 + week)).isEqualTo(NOON.toEpochMilli() - week);
    assertThat(time(1_000_000, 1_000_001 + week)).isEqualTo(1_000_000);
  }

  private long time(long clientTimestamp, long sentAt) {
    String times = "\"client_timestamp\":" + clientTimestamp + ",\"sent_at\":" + sentAt;
    Hit hit = complete(times, VISITOR, NOON).hit();
    assertThat(hit.sentAt()).isZero();
    return hit.clientTimestamp();
  }

  private Completed complete(String fields, Sender sender, Instant receipt) {
    return complete("site", fields, sender, receipt);
  }

  private Completed complete(String websiteId, String fields, Sender sender, Instant receipt) {
    String json =
        "{\"website_id\":\"%s\",\"event_type\":\"pageview\",\"client_timestamp\":1795000000000%s}"
            .formatted(websiteId, fields.isEmpty() ? "" : "," + fields);
    Validation draft = HitDecoder.decodeDraft(json.getBytes(StandardCharsets.UTF_8), null);
    assertThat(draft).isInstanceOf(Validation.Accepted.class);
    return completion.complete(((Validation.Accepted) draft).hit(), sender, receipt, clockIsSure);
  }

  private static Sender sender(String address, String userAgent, String acceptLanguage) {
    return Sender.of(
        Network.address(IpAddress.parse(address).orElseThrow()), userAgent, acceptLanguage);
  }
}
