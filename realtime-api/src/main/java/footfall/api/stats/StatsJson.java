package footfall.api.stats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import footfall.persistence.stats.Answer;
import footfall.persistence.stats.Figures;
import footfall.persistence.stats.FunnelStore.Reached;
import footfall.persistence.stats.Metric;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Writes answers as JSON: counts and means as numbers, revenue as text, no mean as null. */
final class StatsJson {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private final Asked asked;
  private final boolean sampled;

  /** For the answers to one question, to be written whole or in part. */
  StatsJson(Asked asked, List<Answer> answers) {
    this(asked, answers.stream().anyMatch(Answer::sampled));
  }

  /** {@code sampled}: some of what was counted stands for more than itself. */
  StatsJson(Asked asked, boolean sampled) {
    this.asked = asked;
    this.sampled = sampled;
  }

  private interface Body {
    void writeTo(JsonGenerator json) throws IOException;
  }

  /** {@code "metrics":{"visitors":{"value":12,"previous":10}}}. */
  String aggregate(Answer answer) {
    return write(
        json -> {
          comparedUntil(json);
          json.writeObjectFieldStart("metrics");
          for (Metric metric : asked.metrics()) {
            json.writeObjectFieldStart(metric.wire());
            json.writeFieldName("value");
            value(json, answer.figures(), metric);
            if (asked.compared().isPresent()) {
              json.writeFieldName("previous");
              value(json, answer.compared(), metric);
            }
            json.writeEndObject();
          }
          json.writeEndObject();
        });
  }

  /** {@code "points":[{"time":"2026-11-01T00:00:00+01:00","visitors":3}]}, and as many previous. */
  String timeseries(Series series) {
    return write(
        json -> {
          json.writeStringField("interval", series.interval().wire());
          points(json, "points", series.points());
          if (asked.compared().isPresent()) {
            points(json, "previous", series.previous());
          }
        });
  }

  private void points(JsonGenerator json, String name, List<Series.Point> points)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Series.Point point : points) {
      json.writeStartObject();
      json.writeStringField("time", point.time());
      values(json, point.figures());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** {@code "rows":[{"value":"DE","visitors":3}]}. */
  String breakdown(Table table) {
    return write(
        json -> {
          comparedUntil(json);
          json.writeStringField("dimension", table.dimension().wire());
          json.writeArrayFieldStart("rows");
          for (Answer row : table.rows()) {
            json.writeStartObject();
            json.writeStringField("value", row.key());
            values(json, row.figures());
            if (asked.compared().isPresent()) {
              json.writeObjectFieldStart("previous");
              values(json, row.compared());
              json.writeEndObject();
            }
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeNumberField("page", table.page());
          json.writeBooleanField("has_more", table.hasMore());
        });
  }

  private void comparedUntil(JsonGenerator json) throws IOException {
    if (asked.comparedUntil().isPresent()) {
      json.writeStringField(
          "compared_until",
          asked.comparedUntil().get().atZone(asked.zone()).format(Series.RFC_3339));
    }
  }

  /** {@code "steps":[{"name":"Cart","sessions":9,"visitors":8,"drop_off":0,"rate":1}]}. */
  String funnel(Funnel funnel, List<Reached> reached) {
    return write(
        json -> {
          json.writeStringField("funnel_id", funnel.funnelId().toString());
          json.writeStringField("name", funnel.name());
          json.writeArrayFieldStart("steps");
          for (int step = 0; step < reached.size(); step++) {
            long sessions = reached.get(step).sessions();
            json.writeStartObject();
            json.writeStringField("name", funnel.steps().get(step).name());
            json.writeNumberField("sessions", sessions);
            json.writeNumberField("visitors", reached.get(step).visitors());
            json.writeNumberField(
                "drop_off", step == 0 ? 0 : reached.get(step - 1).sessions() - sessions);
            json.writeFieldName("rate");
            share(json, sessions, reached.get(0).sessions());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void share(JsonGenerator json, long part, long whole) throws IOException {
    if (whole == 0) {
      json.writeNull();
    } else {
      json.writeNumber(Figures.share(part, whole));
    }
  }

  private String write(Body body) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("website_id", asked.website().websiteId());
      json.writeStringField("from", asked.dates().from().toString());
      json.writeStringField("to", asked.dates().to().toString());
      json.writeStringField("time_zone", asked.zone().getId());
      json.writeStringField("currency", asked.website().currency());
      json.writeBooleanField("sampled", sampled);
      body.writeTo(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return text.toString();
  }

  private void values(JsonGenerator json, Figures figures) throws IOException {
    for (Metric metric : asked.metrics()) {
      json.writeFieldName(metric.wire());
      value(json, figures, metric);
    }
  }

  private static void value(JsonGenerator json, Figures figures, Metric metric) throws IOException {
    Optional<BigDecimal> value = figures.value(metric);
    if (value.isEmpty()) {
      json.writeNull();
    } else if (metric == Metric.REVENUE) {
      json.writeString(value.get().toPlainString());
    } else {
      json.writeNumber(value.get());
    }
  }
}
