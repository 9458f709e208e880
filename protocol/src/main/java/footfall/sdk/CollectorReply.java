package footfall.sdk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * What a collector says in the body of its answer; all empty where the body is none of its own, as
 * that of a proxy.
 *
 * @param refused by place in the request
 * @param reason against the request as a whole
 * @param detail against the request as a whole
 */
record CollectorReply(Map<Integer, HitRefusedException> refused, String reason, String detail) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final CollectorReply NONE = new CollectorReply(Map.of(), "", "");

  static CollectorReply read(byte[] body) {
    try (JsonParser json = JSON.createParser(body)) {
      return json.nextToken() == JsonToken.START_OBJECT ? readObject(json) : NONE;
    } catch (IOException e) {
      return NONE;
    }
  }

  private static CollectorReply readObject(JsonParser json) throws IOException {
    Map<Integer, HitRefusedException> refused = new HashMap<>();
    Map<String, String> texts = new HashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      if (json.nextToken() == JsonToken.START_ARRAY) {
        readRefused(json, refused);
      } else {
        texts.put(field, json.getText());
        json.skipChildren();
      }
    }
    return new CollectorReply(
        refused, texts.getOrDefault("reason", ""), texts.getOrDefault("detail", ""));
  }

  private static void readRefused(JsonParser json, Map<Integer, HitRefusedException> refused)
      throws IOException {
    while (json.nextToken() == JsonToken.START_OBJECT) {
      Map<String, String> texts = new HashMap<>();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        texts.put(field, json.getText());
        json.skipChildren();
      }
      String index = texts.getOrDefault("index", "");
      if (index.matches("\\d{1,9}")) {
        refused.put(
            Integer.valueOf(index),
            new HitRefusedException(
                texts.getOrDefault("reason", ""), texts.getOrDefault("detail", "")));
      }
    }
  }
}
