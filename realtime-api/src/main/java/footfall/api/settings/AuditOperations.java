package footfall.api.settings;

import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import footfall.api.access.Permission;
import footfall.api.access.Refused;
import footfall.api.access.Scope;
import footfall.api.rest.Answers;
import footfall.api.rest.Call;
import footfall.api.rest.Need;
import footfall.api.rest.Operation;
import footfall.persistence.metadata.AuditEntry;
import footfall.persistence.metadata.AuditLog;
import java.util.List;
import java.util.Optional;

/** Who changed what on a website, page by page. */
final class AuditOperations {
  private static final int MOST = 100;

  private final AuditLog log;

  AuditOperations(SettingsParts parts) {
    this.log = new AuditLog(parts.metadata());
  }

  List<Operation> all() {
    return List.of(
        Operation.get(
            "/api/websites/{website_id}/audit",
            Need.of(Permission.ADMIN, Scope.ACCOUNT),
            this::list));
  }

  /** {@code ?before=ENTRY_ID} goes on behind that entry, {@code &limit=N} with so many. */
  private HttpResponse list(Call call) {
    long before = number(call, "before", Long.MAX_VALUE, "must be the entry_id of an entry");
    int limit = (int) number(call, "limit", MOST, "must be a whole number from 1 to " + MOST);
    List<AuditEntry.Written> found = log.list(call.websiteId(), before, limit + 1);
    ObjectNode body = Answers.object();
    ArrayNode entries = body.putArray("entries");
    found.stream().limit(limit).map(AuditOperations::json).forEach(entries::add);
    return Answers.ok(body.put("has_more", found.size() > limit));
  }

  /** A parameter from 1 to {@code most}, which is also what one gets who does not say. */
  private static long number(Call call, String name, long most, String rule) {
    Optional<String> text = call.request().getUri().query().get(name);
    try {
      long number = text.isEmpty() ? most : Long.parseLong(text.get());
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw Refused.badRequest("bad_" + name, name + " " + rule + ".");
  }

  private static JsonNode json(AuditEntry.Written written) {
    AuditEntry entry = written.entry();
    ObjectNode body =
        Answers.object()
            .put("entry_id", written.entryId())
            .put("at", Answers.time(written.at()))
            .put("user_id", entry.actor().userId().map(Object::toString).orElse(null))
            .put("actor", entry.actor().label())
            .put("action", entry.action())
            .put("subject", entry.subject());
    return body.set("detail", Answers.parsed(entry.detail()));
  }
}
