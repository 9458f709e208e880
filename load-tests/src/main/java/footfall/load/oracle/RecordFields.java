package footfall.load.oracle;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Descriptors.FieldDescriptor;
import footfall.load.topic.TopicRecord;
import footfall.protocol.hit.v1.HitMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The fields of a hit by their names in the contract, as texts; empty where one was not sent. Read
 * by a tree of JSON or by the descriptors of {@code hit.proto}, not by the product's decoder.
 */
interface RecordFields {
  ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  String text(String field);

  /**
   * The fields of a record that is a hit.
   *
   * @throws IOException where the value is not of the form that its header names
   */
  static RecordFields of(TopicRecord record) throws IOException {
    byte[] type = record.headers().get("content-type");
    if (type == null || new String(type, StandardCharsets.UTF_8).equals("application/json")) {
      JsonNode json = JSON.readTree(record.value());
      return field -> {
        JsonNode value = json.get(field);
        return value == null || value.isNull() ? "" : value.asText();
      };
    }
    HitMessage message = HitMessage.parseFrom(record.value());
    return field -> {
      FieldDescriptor named = HitMessage.getDescriptor().findFieldByName(field);
      boolean absent = named.hasPresence() && !message.hasField(named);
      return absent ? "" : message.getField(named).toString();
    };
  }
}
