package footfall.api.collect;

import footfall.api.access.Permission;
import footfall.api.access.Scope;
import footfall.api.access.Viewer;
import footfall.persistence.metadata.Website;
import footfall.persistence.metadata.WebsiteSettings;
import footfall.protocol.hit.DropReason;
import footfall.protocol.hit.Hit;
import footfall.protocol.hit.Validation;
import java.util.Optional;
import java.util.function.Function;

/** Whether a website takes a hit, by its settings as this node knows them. Any thread; no lock. */
final class Admission {
  private static final Validation.Rejected UNKNOWN =
      new Validation.Rejected(
          DropReason.UNKNOWN_WEBSITE,
          "there is no website of this website_id; copy the id from the website's settings");
  private static final Validation.Rejected PAUSED =
      new Validation.Rejected(
          DropReason.PAUSED_WEBSITE,
          "the website is paused and takes no hits; set its status to active in its settings");
  private static final Validation.Rejected DELETED =
      new Validation.Rejected(
          DropReason.DELETED_WEBSITE,
          "the website was deleted and takes no hits; take its snippet out of the pages");
  private static final Validation.Rejected OTHER_HOST =
      new Validation.Rejected(
          DropReason.HOSTNAME_NOT_ALLOWED,
          "page_url is on none of the website's allowed_hostnames; add its host there, or send the"
              + " website_id that belongs to it");
  private static final Validation.Rejected NO_HOST =
      new Validation.Rejected(
          DropReason.HOSTNAME_NOT_ALLOWED,
          "the website has allowed_hostnames; send page_url, or from a server an API key of scope"
              + " events:write as Authorization: Bearer");
  private static final Validation.Rejected OVER_THE_RATE =
      new Validation.Rejected(
          DropReason.RATE_LIMITED,
          "over the website's hits_per_second; send it again later with the same event_id");

  private final Function<String, Optional<Website>> websites;
  private final UnknownWebsites unknown;
  private final WebsiteRates rates;

  Admission(
      Function<String, Optional<Website>> websites, UnknownWebsites unknown, WebsiteRates rates) {
    this.websites = websites;
    this.unknown = unknown;
    this.rates = rates;
  }

  /** Null where the hit is let in; each hit let in counts towards its website's rate. */
  Validation.Rejected refusal(Hit hit, Viewer viewer) {
    Optional<Website> website = websites.apply(hit.websiteId());
    if (website.isEmpty()) {
      return unknown == UnknownWebsites.TAKE ? null : UNKNOWN;
    }
    if (website.get().status() != Website.Status.ACTIVE) {
      return website.get().status() == Website.Status.PAUSED ? PAUSED : DELETED;
    }
    WebsiteSettings settings = website.get().settings();
    Validation.Rejected wrongHost =
        settings.allowedHostnames().isEmpty() ? null : wrongHost(hit, settings, viewer);
    if (wrongHost != null) {
      return wrongHost;
    }
    boolean isOver =
        settings.hitsPerSecond().isPresent()
            && !rates.take(hit.websiteId(), settings.hitsPerSecond().getAsInt());
    return isOver ? OVER_THE_RATE : null;
  }

  /** Share of the website's visitors that are counted, over 0 to 1. */
  double samplingRate(String websiteId) {
    Optional<Website> website = websites.apply(websiteId);
    return website.isEmpty() ? 1 : website.get().settings().samplingRate();
  }

  /** Whoever has the website's key to write hits speaks for it, whatever page they name. */
  private static Validation.Rejected wrongHost(Hit hit, WebsiteSettings settings, Viewer viewer) {
    if (PageHost.isAmong(settings.allowedHostnames(), PageHost.of(hit.page().url()))
        || viewer.may(hit.websiteId(), Permission.VIEW, Scope.EVENTS_WRITE)) {
      return null;
    }
    return hit.page().url().isEmpty() ? NO_HOST : OTHER_HOST;
  }
}
