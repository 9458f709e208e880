package footfall.api.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import footfall.api.rest.Answers;
import footfall.api.rest.Fields;
import footfall.persistence.metadata.Website;
import footfall.persistence.metadata.WebsiteSettings;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** A website and its settings as JSON, and what a request changes of them. */
final class WebsiteJson {
  private static final int MOST_DAYS = 36_500;
  private static final int MOST_HITS = 1_000_000;

  private WebsiteJson() {}

  /** What whoever opened a shared link sees. */
  static ObjectNode outline(Website website) {
    return Answers.object()
        .put("website_id", website.websiteId())
        .put("domain", website.domain())
        .put("time_zone", website.timeZone())
        .put("currency", website.currency())
        .put("status", website.status().name().toLowerCase(Locale.ROOT));
  }

  static ObjectNode whole(Website website) {
    WebsiteSettings settings = website.settings();
    ObjectNode body =
        outline(website)
            .put("bot_filtering_enabled", settings.filterBots())
            .put("ip_anonymization_enabled", settings.anonymizeIp())
            .put("sampling_rate", settings.samplingRate());
    putOrNull(body, "retention_days", settings.retentionDays());
    settings.allowedHostnames().forEach(body.putArray("allowed_hostnames")::add);
    putOrNull(body, "hits_per_second", settings.hitsPerSecond());
    return body;
  }

  /** The website with the fields that are there; what is not there stays as it is. */
  static Website changed(Website before, Fields fields) {
    WebsiteSettings settings = before.settings();
    return new Website(
        before.websiteId(),
        fields.has("domain") ? Domains.one(fields, "domain") : before.domain(),
        new WebsiteSettings(
            bool(fields, "ip_anonymization_enabled", settings.anonymizeIp()),
            bool(fields, "bot_filtering_enabled", settings.filterBots()),
            fields.has("sampling_rate")
                ? fields.samplingRate("sampling_rate")
                : settings.samplingRate(),
            bound(fields, "retention_days", MOST_DAYS, settings.retentionDays()),
            fields.has("allowed_hostnames")
                ? Domains.list(fields, "allowed_hostnames")
                : settings.allowedHostnames(),
            bound(fields, "hits_per_second", MOST_HITS, settings.hitsPerSecond())),
        fields.has("time_zone") ? timeZone(fields) : before.timeZone(),
        fields.has("currency") ? currency(fields) : before.currency(),
        fields.has("status") ? status(fields) : before.status());
  }

  private static boolean bool(Fields fields, String name, boolean before) {
    return fields.has(name) ? fields.bool(name) : before;
  }

  /** Null takes the bound away. */
  private static OptionalInt bound(Fields fields, String name, int most, OptionalInt before) {
    if (!fields.has(name)) {
      return before;
    }
    return fields.isEmpty(name)
        ? OptionalInt.empty()
        : OptionalInt.of(fields.integer(name, 1, most));
  }

  /** An allow-list: names go into queries of ClickHouse. */
  private static String timeZone(Fields fields) {
    String zone = fields.text("time_zone", 1, 50);
    if (!ZoneId.getAvailableZoneIds().contains(zone)) {
      throw fields.wrong("time_zone", "a time zone such as Europe/Berlin");
    }
    return zone;
  }

  private static String currency(Fields fields) {
    String currency = fields.text("currency", 1, 10);
    if (!currency.matches("[A-Z]{3}")) {
      throw fields.wrong("currency", "three capital letters such as EUR");
    }
    return currency;
  }

  private static Website.Status status(Fields fields) {
    return Website.Status.valueOf(
        fields.choice("status", List.of("active", "paused")).toUpperCase(Locale.ROOT));
  }

  private static void putOrNull(ObjectNode body, String name, OptionalInt value) {
    if (value.isPresent()) {
      body.put(name, value.getAsInt());
    } else {
      body.putNull(name);
    }
  }
}
