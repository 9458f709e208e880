package footfall.api.settings;

import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.databind.JsonNode;
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

/** Who changed what on a website, a hundred entries at a time. */
final class AuditOperations {
  private static final int PAGE = 100;

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

  /** {@code ?before=ENTRY_ID} goes on behind that entry. */
  private HttpResponse list(Call call) {
    Optional<String> before = call.request().getUri().query().get("before");
    return Answers.list(
        "entries", log.list(call.websiteId(), before(before), PAGE), AuditOperations::json);
  }

  private static long before(Optional<String> text) {
    try {
      return text.isEmpty() ? Long.MAX_VALUE : Long.parseLong(text.get());
    } catch (NumberFormatException e) {
      throw Refused.badRequest("bad_before", "before must be the entry_id of an entry.");
    }
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
