package footfall.protocol.hit;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Valid hits of every kind, with texts from all of Unicode. */
final class AnyHit {
  private static final BigDecimal MOST_MONEY = new BigDecimal("99999999999999.9999");

  private AnyHit() {}

  static Arbitrary<Hit> hits() {
    Arbitrary<Hit> bare =
        Combinators.combine(
                websiteIds(), Arbitraries.of(EventType.class), uuids(), times(), times())
            .as(AnyHit::bare);
    return Combinators.combine(
            bare, identities(), actions(), pages(), clients(), transactions(), customs())
        .as(
            (hit, identity, action, page, client, transaction, custom) ->
                new Hit(
                    1,
                    hit.websiteId(),
                    hit.eventType(),
                    hit.eventId(),
                    hit.clientTimestamp(),
                    hit.sentAt(),
                    identity,
                    action,
                    page,
                    client,
                    transaction,
                    custom));
  }

  private static Hit bare(String website, EventType type, UUID id, long time, long sentAt) {
    return new Hit(
        1,
        website,
        type,
        id,
        time,
        sentAt,
        Hit.Identity.NONE,
        Hit.Action.NONE,
        Hit.Page.NONE,
        Hit.Client.NONE,
        Transaction.NONE,
        Custom.NONE);
  }

  private static Arbitrary<Hit.Identity> identities() {
    return Combinators.combine(ids(), ids(), ids(), ids())
        .as(Hit.Identity::new)
        .filter(identity -> !identity.visitorKey().isEmpty());
  }

  private static Arbitrary<Hit.Action> actions() {
    return Combinators.combine(
            texts(Limits.NAME),
            texts(Limits.NAME),
            texts(Limits.NAME),
            texts(Limits.NAME),
            numbers().optional())
        .as(Hit.Action::new);
  }

  private static Arbitrary<Hit.Page> pages() {
    Arbitrary<Double> seconds = Arbitraries.doubles().between(0, Limits.TIME_ON_PAGE).ofScale(6);
    return Combinators.combine(
            texts(Limits.URL), texts(Limits.TITLE), texts(Limits.URL), seconds.map(s -> s + 0.0))
        .as(Hit.Page::new);
  }

  private static Arbitrary<Hit.Client> clients() {
    Arbitrary<String> addresses =
        Arbitraries.of("", "192.0.2.1", "::", "2001:DB8::1", "::ffff:192.0.2.1");
    return Combinators.combine(
            texts(Limits.TITLE), addresses, texts(Limits.TAG), texts(Limits.TAG), texts(Limits.TAG))
        .as(Hit.Client::new);
  }

  private static Arbitrary<Transaction> transactions() {
    Arbitrary<Transaction.Product> products =
        Combinators.combine(
                texts(Limits.NAME),
                texts(Limits.NAME),
                texts(Limits.NAME),
                money(),
                Arbitraries.integers().between(0, Limits.QUANTITY))
            .as(Transaction.Product::new);
    Arbitrary<List<Transaction.Product>> lists = products.list().ofMaxSize(4);
    return Combinators.combine(
            ids(), money(), money(), money(), Arbitraries.of("", "EUR", "XXX"), lists)
        .as(Transaction::new);
  }

  private static Arbitrary<Custom> customs() {
    Arbitrary<Integer> indexes = Arbitraries.integers().between(1, Limits.CUSTOM);
    Arbitrary<Map<Integer, String>> dimensions =
        Arbitraries.maps(indexes, present(Limits.VALUE)).ofMaxSize(20);
    Arbitrary<Map<Integer, Double>> metrics = Arbitraries.maps(indexes, numbers()).ofMaxSize(20);
    Arbitrary<Map<String, String>> props =
        Arbitraries.maps(present(Limits.PROP_NAME), present(Limits.VALUE)).ofMaxSize(8);
    return Combinators.combine(dimensions, metrics, props).as(Custom::new);
  }

  private static Arbitrary<Optional<BigDecimal>> money() {
    return Arbitraries.bigDecimals()
        .between(MOST_MONEY.negate(), MOST_MONEY)
        .ofScale(Money.SCALE)
        .map(amount -> Money.parse(amount.toPlainString()))
        .optional();
  }

  private static Arbitrary<Double> numbers() {
    return Arbitraries.longs()
        .map(Double::longBitsToDouble)
        .filter(number -> !Double.isNaN(number) && !Double.isInfinite(number))
        .map(number -> number + 0.0);
  }

  private static Arbitrary<Long> times() {
    return Arbitraries.longs().between(0, Limits.MAX_TIMESTAMP);
  }

  private static Arbitrary<UUID> uuids() {
    return Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
        .as(UUID::new)
        .filter(id -> !id.equals(Hit.NO_ID));
  }

  private static Arbitrary<String> websiteIds() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('A', 'Z')
        .numeric()
        .withChars("_.-")
        .ofMinLength(1)
        .ofMaxLength(64);
  }

  private static Arbitrary<String> ids() {
    return texts(Limits.ID).map(text -> text.isBlank() ? "" : text);
  }

  private static Arbitrary<String> present(int longest) {
    return texts(longest).filter(text -> !text.isEmpty());
  }

  private static Arbitrary<String> texts(int longest) {
    Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(Math.min(longest, 60));
    Arbitrary<String> ascii = Arbitraries.strings().ascii().ofMaxLength(Math.min(longest, 250));
    return Arbitraries.oneOf(Arbitraries.just(""), any, ascii).map(CleanText::of);
  }
}
