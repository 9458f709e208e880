package footfall.api.settings;

import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.databind.node.ObjectNode;
import footfall.api.access.Permission;
import footfall.api.access.Refused;
import footfall.api.access.Scope;
import footfall.api.access.Token;
import footfall.api.account.Passwords;
import footfall.api.rest.Answers;
import footfall.api.rest.Call;
import footfall.api.rest.Fields;
import footfall.api.rest.Need;
import footfall.api.rest.Operation;
import footfall.persistence.metadata.AuditEntry;
import footfall.persistence.metadata.SharedLinks;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Links by which anybody sees a website's numbers. */
final class LinkOperations {
  private static final String ALL = "/api/websites/{website_id}/shared_links";
  private static final String ONE = ALL + "/{link_id}";
  private static final Need ADMIN = Need.of(Permission.ADMIN, Scope.ACCOUNT);

  private final SharedLinks links;
  private final Passwords passwords;
  private final Clock clock;

  LinkOperations(SettingsParts parts) {
    this.links = new SharedLinks(parts.metadata());
    this.passwords = parts.passwords();
    this.clock = parts.clock();
  }

  List<Operation> all() {
    return List.of(
        Operation.get(ALL, ADMIN, this::list),
        Operation.post(ALL, ADMIN, this::add),
        Operation.delete(ONE, ADMIN, this::remove));
  }

  private HttpResponse list(Call call) {
    return Answers.list("shared_links", links.list(call.websiteId()), LinkOperations::json);
  }

  private HttpResponse add(Call call) {
    Fields fields = call.fields();
    String name = fields.text("name", 1, 100);
    Optional<String> password =
        fields.ifAny(
            "password", field -> fields.text(field, Passwords.SHORTEST, Passwords.LONGEST));
    fields.end();
    SharedLinks.SharedLink link =
        new SharedLinks.SharedLink(
            Token.freshId(),
            call.websiteId(),
            name,
            password.map(passwords::hash),
            clock.instant());
    if (!links.add(link, entry(call, "shared_link_added", name))) {
      throw Refused.tooManyOf(
          "A website has at most %d shared links".formatted(SharedLinks.MOST),
          "remove one that nobody needs any more");
    }
    return Answers.created(json(link));
  }

  private HttpResponse remove(Call call) {
    String linkId = call.path().get("link_id");
    if (!links.remove(call.websiteId(), linkId, entry(call, "shared_link_removed", ""))) {
      throw Refused.notFound();
    }
    return Answers.done();
  }

  private static ObjectNode json(SharedLinks.SharedLink link) {
    return Answers.object()
        .put("link_id", link.linkId())
        .put("name", link.name())
        .put("has_password", link.passwordHash().isPresent())
        .put("created_at", Answers.time(link.createdAt()));
  }

  /** A link's id is what opens it, so the log has its name only. */
  private static AuditEntry entry(Call call, String action, String name) {
    return AuditEntry.of(call.viewer().actor(), call.websiteId(), action, name);
  }
}
