package footfall.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import footfall.protocol.hit.Custom;
import footfall.protocol.hit.DropReason;
import footfall.protocol.hit.EventType;
import footfall.protocol.hit.Hit;
import footfall.protocol.hit.Transaction;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class HitBuilderTest {
  private static final UUID ID = UUID.fromString("0f3c1f0e-6d2a-4c8e-9b1d-2a7f5e4c3b21");
  private static final Instant TIME = Instant.parse("2026-11-21T12:00:00.123Z");

  @Test
  void whatIsGivenIsInTheHit() {
    Hit built =
        HitBuilder.transaction("shop.example", "o-1", new BigDecimal("19.90"), "EUR")
            .at(TIME)
            .eventId(ID)
            .sessionId("s-1")
            .visitorId("v-1")
            .userId("u-1")
            .category("shop")
            .action("buy")
            .label("Grüße 👋")
            .value(2.5)
            .pageUrl("https://shop.example/a?b=c")
            .pageTitle("Kasse")
            .pageReferrer("https://search.example/")
            .timeOnPage(Duration.ofMillis(12_750))
            .userAgent("Mozilla/5.0 (X11)")
            .ipAddress("2001:db8::1")
            .screenResolution("1920x1080")
            .language("de-AT")
            .tax(new BigDecimal("3.18"))
            .shipping(new BigDecimal("4"))
            .product("s-1", "Socks", "Clothes", new BigDecimal("9.95"), 2)
            .customDimension(20, "blue")
            .customMetric(1, 0.5)
            .prop("plan", "pro")
            .build();

    assertThat(built)
        .isEqualTo(
            new Hit(
                1,
                "shop.example",
                EventType.TRANSACTION,
                ID,
                TIME.toEpochMilli(),
                0,
                new Hit.Identity("s-1", "v-1", "u-1", ""),
                new Hit.Action("", "shop", "buy", "Grüße 👋", Optional.of(2.5)),
                new Hit.Page(
                    "https://shop.example/a?b=c", "Kasse", "https://search.example/", 12.75),
                new Hit.Client(
                    "Mozilla/5.0 (X11)", "2001:db8::1", "1920x1080", "de-AT", "java/0.1.0"),
                new Transaction(
                    "o-1",
                    Optional.of(new BigDecimal("19.9")),
                    Optional.of(new BigDecimal("3.18")),
                    Optional.of(new BigDecimal("4")),
                    "EUR",
                    List.of(
                        new Transaction.Product(
                            "s-1", "Socks", "Clothes", Optional.of(new BigDecimal("9.95")), 2))),
                new Custom(Map.of(20, "blue"), Map.of(1, 0.5), Map.of("plan", "pro"))));
  }

  @Test
  void eachHitHasAnIdOfItsOwnAndTheTimeItsBuilderWasMade() {
    Instant before = Instant.now();
    Hit one = event(any -> {});
    Hit other = event(any -> {});
    assertThat(one.eventId()).isNotEqualTo(other.eventId()).isNotEqualTo(Hit.NO_ID);
    assertThat(one.clientTimestamp())
        .isBetween(before.toEpochMilli(), Instant.now().toEpochMilli());
    assertThat(one.eventType()).isEqualTo(EventType.EVENT);
    assertThat(one.action().name()).isEqualTo("Signup");
  }

  @Test
  void nullAndTheEmptyTextAreTheSameAsNotSent() {
    Hit built = event(hit -> hit.pageReferrer(null).pageTitle("").prop("campaign", null));
    assertThat(built.page()).isEqualTo(Hit.Page.NONE);
    assertThat(built.custom()).isEqualTo(Custom.NONE);
  }

  @Test
  void anAddressAndAUserAgentStandInForAnIdentity() {
    Hit built =
        HitBuilder.pageview("shop", "https://shop.example/")
            .ipAddress("203.0.113.7")
            .userAgent("Mozilla/5.0 (X11)")
            .build();
    assertThat(built.identity()).isEqualTo(Hit.Identity.NONE);
  }

  @Test
  void aHitThatNobodySentIsRefused() {
    assertThatThrownBy(() -> HitBuilder.event("shop", "Signup").ipAddress("203.0.113.7").build())
        .isInstanceOf(InvalidHitException.class)
        .hasMessage(
            "missing_identity: no identity; give at least one of session_id, visitor_id and"
                + " user_id, or the visitor's ip_address and user_agent, by which a collector"
                + " tells visitors apart");
  }

  @Test
  void everyRuleOfAHitIsCheckedWhenItIsBuilt() {
    refused(DropReason.INVALID_NUMBER, "event_value", hit -> hit.value(Double.NaN));
    refused(DropReason.INVALID_NUMBER, "custom_metric", hit -> hit.customMetric(3, 1 / 0.0));
    refused(DropReason.INVALID_MONEY, "tax", hit -> hit.tax(new BigDecimal("0.00001")));
    refused(DropReason.INVALID_IP_ADDRESS, "ip_address", hit -> hit.ipAddress("localhost"));
    refused(DropReason.FIELD_TOO_LONG, "page_title", hit -> hit.pageTitle("t".repeat(1_025)));
    refused(DropReason.INVALID_FIELD, "custom_dimension_21", hit -> hit.customDimension(21, "x"));
    refused(DropReason.INVALID_FIELD, "custom_metric_0", hit -> hit.customMetric(0, 1));
    refused(
        DropReason.TOO_MANY_ITEMS,
        "props",
        hit -> {
          for (int i = 0; i < 51; i++) {
            hit.prop("p" + i, "x");
          }
        });
    refused(
        DropReason.TOO_LARGE,
        "65536",
        hit -> {
          for (int i = 0; i < 50; i++) {
            hit.prop("p" + i, "ü".repeat(1_000));
          }
        });
  }

  @Test
  void aWebsiteAndACurrencyMustHaveTheirForm() {
    assertThatThrownBy(() -> HitBuilder.event("my shop", "Signup").userId("u").build())
        .isInstanceOf(InvalidHitException.class)
        .hasMessageStartingWith("invalid_website_id");
    assertThatThrownBy(
            () -> HitBuilder.transaction("shop", "o-1", BigDecimal.ONE, "Euro").userId("u").build())
        .isInstanceOf(InvalidHitException.class)
        .hasMessageStartingWith("invalid_currency");
  }

  private static void refused(DropReason reason, String named, Consumer<HitBuilder> given) {
    assertThatThrownBy(() -> event(given))
        .isInstanceOfSatisfying(
            InvalidHitException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(named);
  }

  private static Hit event(Consumer<HitBuilder> given) {
    HitBuilder builder = HitBuilder.event("shop", "Signup").userId("u-1");
    given.accept(builder);
    return builder.build();
  }
}
