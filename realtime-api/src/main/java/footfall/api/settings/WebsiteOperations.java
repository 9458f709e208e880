package footfall.api.settings;

import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.databind.node.ObjectNode;
import footfall.api.access.KnownViewer;
import footfall.api.access.Permission;
import footfall.api.access.Refused;
import footfall.api.access.Scope;
import footfall.api.account.Memberships;
import footfall.api.rest.Answers;
import footfall.api.rest.Call;
import footfall.api.rest.Fields;
import footfall.api.rest.Need;
import footfall.api.rest.Operation;
import footfall.persistence.metadata.AccessDirectory;
import footfall.persistence.metadata.AuditEntry;
import footfall.persistence.metadata.MetadataException;
import footfall.persistence.metadata.User;
import footfall.persistence.metadata.Website;
import footfall.persistence.metadata.WebsiteDirectory;
import footfall.persistence.metadata.Websites;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Websites: made, seen, changed, deleted. */
final class WebsiteOperations {
  private static final String ALL = "/api/websites";
  private static final String ONE = ALL + "/{website_id}";

  private final AccessDirectory directory;
  private final WebsiteDirectory known;
  private final Websites websites;

  WebsiteOperations(SettingsParts parts) {
    this.directory = parts.directory();
    this.known = parts.websites();
    this.websites = new Websites(parts.metadata());
  }

  List<Operation> all() {
    return List.of(
        Operation.get(ALL, Need.ACCOUNT, this::list).fromMemory(),
        Operation.post(ALL, Need.ACCOUNT, this::add),
        Operation.get(
            ONE, Need.of(Permission.VIEW, Scope.STATS_READ, Scope.SETTINGS_WRITE), this::get),
        Operation.patch(ONE, Need.of(Permission.ADMIN, Scope.SETTINGS_WRITE), this::change),
        Operation.delete(ONE, Need.of(Permission.OWN, Scope.ACCOUNT), this::delete));
  }

  private HttpResponse list(Call call) {
    User user = call.viewer().user().orElseThrow(Refused::notSignedIn);
    return Answers.list("websites", directory.memberships(user.userId()), Memberships::json);
  }

  private HttpResponse add(Call call) {
    User user = call.viewer().user().orElseThrow(Refused::notSignedIn);
    Fields fields = call.fields();
    String domain = Domains.one(fields, "domain");
    Website website =
        WebsiteJson.changed(Website.named(UUID.randomUUID().toString(), domain), fields);
    fields.end();
    ObjectNode body = WebsiteJson.whole(website);
    AuditEntry entry =
        AuditEntry.of(call.viewer().actor(), website.websiteId(), "website_added", domain)
            .with(body.toString());
    if (!websites.add(website, user.userId(), entry)) {
      throw Refused.tooManyOf(
          "An account owns at most %d websites, deleted ones among them for a day"
              .formatted(Websites.MOST_OWNED),
          "delete some and come back tomorrow, or let another account add this one");
    }
    return Answers.created(body);
  }

  private HttpResponse get(Call call) {
    Website website = find(call.websiteId()).orElseThrow(Refused::notFound);
    return Answers.ok(
        seesAll(call.viewer(), website)
            ? WebsiteJson.whole(website)
            : WebsiteJson.outline(website));
  }

  /**
   * While PostgreSQL is away, or what it has cannot be used, as it was last: who opened a shared
   * link sees its numbers on.
   */
  private Optional<Website> find(String websiteId) {
    try {
      return websites.find(websiteId);
    } catch (IllegalArgumentException unusable) {
      return known.find(websiteId); // the directory has told the log why
    } catch (MetadataException e) {
      if (e.isAway()) {
        return known.find(websiteId);
      }
      throw e;
    }
  }

  /** Members, and keys that write settings; not shared links. */
  private static boolean seesAll(KnownViewer viewer, Website website) {
    return viewer.may(website.websiteId(), Permission.VIEW, Scope.ACCOUNT)
        || viewer.may(website.websiteId(), Permission.VIEW, Scope.SETTINGS_WRITE);
  }

  private HttpResponse change(Call call) {
    Fields fields = call.fields();
    AuditEntry entry =
        AuditEntry.of(call.viewer().actor(), call.websiteId(), "website_changed", call.websiteId())
            .with(fields.json());
    return changed(
            call,
            before -> {
              if (before.status() == Website.Status.DELETED) {
                throw Refused.notFound();
              }
              Website after = WebsiteJson.changed(before, fields);
              fields.end();
              return after;
            },
            entry)
        .map(website -> Answers.ok(WebsiteJson.whole(website)))
        .orElseThrow(Refused::notFound);
  }

  /**
   * Changes it, where what PostgreSQL has of it can be used: somebody may have written it by hand.
   */
  private Optional<Website> changed(Call call, UnaryOperator<Website> change, AuditEntry entry) {
    try {
      return websites.change(call.websiteId(), change, entry);
    } catch (IllegalArgumentException unusable) {
      throw Refused.conflict(
          "unusable_settings",
          "What PostgreSQL has of this website cannot be used, and whoever runs Footfall has to correct it there: "
              + unusable.getMessage());
    }
  }

  private HttpResponse delete(Call call) {
    changed(
        call,
        before ->
            new Website(
                before.websiteId(),
                before.domain(),
                before.settings(),
                before.timeZone(),
                before.currency(),
                Website.Status.DELETED),
        AuditEntry.of(
            call.viewer().actor(), call.websiteId(), "website_deleted", call.websiteId()));
    return Answers.done();
  }
}
