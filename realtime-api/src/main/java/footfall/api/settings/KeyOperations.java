package footfall.api.settings;

import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.databind.node.ObjectNode;
import footfall.api.access.Permission;
import footfall.api.access.Refused;
import footfall.api.access.Scope;
import footfall.api.rest.Answers;
import footfall.api.rest.Call;
import footfall.api.rest.Fields;
import footfall.api.rest.Need;
import footfall.api.rest.Operation;
import footfall.persistence.metadata.ApiKeys;
import footfall.persistence.metadata.AuditEntry;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** API keys of a website; a key itself is told once, when it is made. */
final class KeyOperations {
  private static final String ALL = "/api/websites/{website_id}/api_keys";
  private static final String ONE = ALL + "/{api_key_id}";
  private static final Need ADMIN = Need.of(Permission.ADMIN, Scope.ACCOUNT);

  private final ApiKeys keys;
  private final Clock clock;

  KeyOperations(SettingsParts parts) {
    this.keys = new ApiKeys(parts.metadata());
    this.clock = parts.clock();
  }

  List<Operation> all() {
    return List.of(
        Operation.get(ALL, ADMIN, this::list),
        Operation.post(ALL, ADMIN, this::add),
        Operation.delete(ONE, ADMIN, this::revoke));
  }

  private HttpResponse list(Call call) {
    return Answers.list("api_keys", keys.list(call.websiteId()), KeyOperations::json);
  }

  private HttpResponse add(Call call) {
    Fields fields = call.fields();
    String name = fields.text("name", 1, 100);
    List<String> scopes = scopes(fields);
    fields.end();
    NewApiKey made = NewApiKey.of(call.websiteId(), name, scopes, clock.instant());
    if (!made.addTo(keys, call.viewer().actor())) {
      throw Refused.tooManyOf(
          "A website has at most %d API keys that work".formatted(ApiKeys.MOST),
          "revoke one that nothing uses any more");
    }
    return Answers.created(json(made.key()).put("key", made.secret()));
  }

  private HttpResponse revoke(Call call) {
    UUID id = call.id("api_key_id");
    Function<String, AuditEntry> entry =
        prefix ->
            NewApiKey.entry(call.viewer().actor(), call.websiteId(), "api_key_revoked", id, prefix);
    if (!keys.revoke(call.websiteId(), id, clock.instant(), entry)) {
      throw Refused.notFound();
    }
    return Answers.done();
  }

  private static List<String> scopes(Fields fields) {
    List<String> scopes = fields.texts("scopes", Scope.values().length, 20);
    if (scopes.isEmpty() || !scopes.stream().allMatch(scope -> Scope.of(scope).isPresent())) {
      throw fields.wrong(
          "scopes",
          "a list of at least one of "
              + String.join(
                  ", ",
                  Arrays.stream(Scope.values())
                      .filter(scope -> scope != Scope.ACCOUNT)
                      .map(Scope::wire)
                      .toList()));
    }
    return scopes;
  }

  private static ObjectNode json(ApiKeys.ApiKey key) {
    ObjectNode body =
        Answers.object()
            .put("api_key_id", key.apiKeyId().toString())
            .put("name", key.name())
            .put("prefix", key.prefix());
    key.scopes().forEach(body.putArray("scopes")::add);
    return body.put("created_at", Answers.time(key.createdAt()))
        .put("last_used_at", key.lastUsedAt().map(Answers::time).orElse(null))
        .put("revoked_at", key.revokedAt().map(Answers::time).orElse(null));
  }
}
