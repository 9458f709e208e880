package footfall.protocol.hit;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;

/** The value at which a JSON parser stands, read as one kind of field; null reads as not sent. */
final class JsonFields {
  private static final int LONG_DIGITS = 18;

  private final JsonSource json;
  private final FieldRules rules;

  JsonFields(JsonSource json, FieldRules rules) {
    this.json = json;
    this.rules = rules;
  }

  String text(String field, int longest) throws IOException {
    return rules.text(field, scalar(field), longest);
  }

  String id(String field) throws IOException {
    return rules.id(field, scalar(field));
  }

  /** A text, or a number or boolean as it is written; empty for null. */
  String scalar(String field) throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_STRING) {
      return json.getText();
    }
    if (token == JsonToken.VALUE_NULL) {
      return "";
    }
    if (token.isScalarValue()) {
      return json.getText();
    }
    json.skipChildren();
    rules.refuse(DropReason.INVALID_FIELD, field, "must be a text, not an object or array");
    return "";
  }

  BigDecimal money(String field) throws IOException {
    return rules.money(field, scalar(field));
  }

  /** {@code otherwise} for null. */
  double number(String field, double least, double most, double otherwise) throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return otherwise;
    }
    return rules.number(field, raw(), least, most);
  }

  /** A whole number; {@code otherwise} for null. */
  int whole(String field, int least, int most, int otherwise) throws IOException {
    double number = number(field, least, most, otherwise);
    if (number != Math.rint(number)) {
      rules.refuse(DropReason.INVALID_NUMBER, field, "must be a whole number");
    }
    return (int) number;
  }

  long time(DropReason reason, String field, long otherwise) throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return otherwise;
    }
    long millis;
    if (token == JsonToken.VALUE_NUMBER_INT && json.getTextLength() <= LONG_DIGITS) {
      millis = json.getLongValue();
    } else if (token == JsonToken.VALUE_STRING) {
      if (json.getTextLength() == 0) {
        return otherwise;
      }
      millis = FieldRules.parseTime(json.getText());
    } else {
      millis = FieldRules.wholeMillis(raw());
    }
    return rules.time(reason, field, millis, otherwise);
  }

  /** The number itself, or in a text; NaN for anything else. */
  private double raw() throws IOException {
    JsonToken token = json.currentToken();
    if (token.isNumeric() || token == JsonToken.VALUE_STRING) {
      return FieldRules.parseNumber(json.getText());
    }
    json.skipChildren();
    return Double.NaN;
  }
}
