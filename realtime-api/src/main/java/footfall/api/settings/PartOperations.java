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
import footfall.persistence.metadata.AuditEntry;
import footfall.persistence.metadata.WebsiteParts;
import footfall.persistence.metadata.WebsiteParts.Part;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One kind of a website's parts: listed, added, changed, removed. */
final class PartOperations {
  private final PartForm form;
  private final WebsiteParts parts;

  PartOperations(SettingsParts settings, PartForm form) {
    this.form = form;
    this.parts = new WebsiteParts(settings.metadata(), form.table(), form.whole());
  }

  List<Operation> all() {
    String all = "/api/websites/{website_id}/" + form.plural();
    String one = all + "/{" + form.table().idColumn() + "}";
    Need edit = Need.of(Permission.EDIT, Scope.SETTINGS_WRITE);
    return List.of(
        Operation.get(all, Need.of(Permission.VIEW, form.read().toArray(Scope[]::new)), this::list),
        Operation.post(all, edit, this::add),
        Operation.patch(one, edit, this::change),
        Operation.delete(one, edit, this::remove));
  }

  private HttpResponse list(Call call) {
    return Answers.list(form.plural(), parts.list(call.websiteId()), this::json);
  }

  private HttpResponse add(Call call) {
    Fields fields = call.fields();
    Map<String, Object> values = new LinkedHashMap<>();
    form.fields().forEach(field -> values.put(field.name(), field.first(fields)));
    fields.end();
    form.check().accept(values);
    Part part = new Part(UUID.randomUUID(), values);
    AuditEntry entry = entry(call, "added", part.id()).with(fields.json());
    if (!parts.add(call.websiteId(), part, entry)) {
      throw Refused.tooManyOf(
          "A website has at most %d %s"
              .formatted(form.table().most(), form.plural().replace('_', ' ')),
          "remove some first");
    }
    return Answers.created(json(part));
  }

  private HttpResponse change(Call call) {
    Fields fields = call.fields();
    UUID id = call.id(form.table().idColumn());
    return parts
        .change(
            call.websiteId(),
            id,
            before -> changed(before, fields),
            entry(call, "changed", id).with(fields.json()))
        .map(part -> Answers.ok(json(part)))
        .orElseThrow(Refused::notFound);
  }

  private Map<String, Object> changed(Map<String, Object> before, Fields fields) {
    Map<String, Object> after = new LinkedHashMap<>();
    form.fields()
        .forEach(field -> after.put(field.name(), field.next(fields, before.get(field.name()))));
    fields.end();
    form.check().accept(after);
    return after;
  }

  private HttpResponse remove(Call call) {
    UUID id = call.id(form.table().idColumn());
    if (!parts.remove(call.websiteId(), id, entry(call, "removed", id))) {
      throw Refused.notFound();
    }
    return Answers.done();
  }

  private AuditEntry entry(Call call, String verb, UUID id) {
    return AuditEntry.of(
        call.viewer().actor(), call.websiteId(), form.action() + "_" + verb, id.toString());
  }

  private ObjectNode json(Part part) {
    ObjectNode body = Answers.object().put(form.table().idColumn(), part.id().toString());
    for (PartField field : form.fields()) {
      put(body, field.name(), part.values().get(field.name()));
    }
    return body;
  }

  private static void put(ObjectNode body, String name, Object value) {
    if (name.equals("steps")) {
      body.set(name, Answers.parsed((String) value));
    } else if (value instanceof Integer number) {
      body.put(name, number);
    } else if (value instanceof Boolean truth) {
      body.put(name, truth);
    } else if (value instanceof BigDecimal number) {
      body.put(name, new BigDecimal(number.stripTrailingZeros().toPlainString()));
    } else {
      body.put(name, value == null ? null : value.toString());
    }
  }
}
