package footfall.api.rest;

import akka.http.javadsl.model.ContentType;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import footfall.api.access.Refused;
import footfall.protocol.hit.SamplingRate;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The fields of a JSON object, each read once and strictly; {@link #end} refuses what nobody read.
 * Every refusal is a 400 that names the field and what it must be.
 */
public final class Fields {
  static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(20)
                          .maxNumberLength(40)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private static final int DIGITS_OF_A_DECIMAL = 15;

  private final JsonNode object;
  private final String where;
  private final Set<String> known = new TreeSet<>();

  private Fields(JsonNode object, String where) {
    this.object = object;
    this.where = where;
  }

  static Fields of(ContentType type, byte[] body) {
    String name = type.mediaType().toString();
    if (!name.equals("application/json")) {
      throw Refused.unsupportedType("Send a JSON object as Content-Type: application/json.");
    }
    try {
      JsonNode read = MAPPER.readTree(body);
      if (read instanceof ObjectNode) {
        return new Fields(read, "");
      }
    } catch (JsonProcessingException e) {
      throw Refused.badRequest(
          "malformed", "This is no JSON: " + e.getOriginalMessage().split("\n", 2)[0]);
    } catch (IOException e) {
      throw Refused.badRequest("malformed", "This is no JSON in UTF-8.");
    }
    throw Refused.badRequest("malformed", "Send a JSON object.");
  }

  /** Whether the field is there, be it null. */
  public boolean has(String name) {
    known.add(name);
    return object.has(name);
  }

  /** Whether the field is not there, or null. */
  public boolean isEmpty(String name) {
    known.add(name);
    return object.path(name).isMissingNode() || object.path(name).isNull();
  }

  /** A text of a length in characters, without control characters. */
  public String text(String name, int least, int most) {
    JsonNode value = required(name);
    if (!value.isTextual() || !isReadable(value.textValue())) {
      throw wrong(name, "a text without control characters");
    }
    String text = value.textValue();
    if (text.length() < least || text.length() > most || (least > 0 && text.isBlank())) {
      throw wrong(name, "a text of %d to %d characters".formatted(least, most));
    }
    return text;
  }

  /** One of some texts. */
  public String choice(String name, List<String> choices) {
    JsonNode value = required(name);
    if (!value.isTextual() || !choices.contains(value.textValue())) {
      throw wrong(name, "one of " + String.join(", ", choices));
    }
    return value.textValue();
  }

  public boolean bool(String name) {
    JsonNode value = required(name);
    if (!value.isBoolean()) {
      throw wrong(name, "true or false");
    }
    return value.booleanValue();
  }

  /** A whole number, both bounds included. */
  public int integer(String name, int least, int most) {
    JsonNode value = required(name);
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < least
        || value.intValue() > most) {
      throw wrong(name, "a whole number from %d to %d".formatted(least, most));
    }
    return value.intValue();
  }

  /** A number of at least 0 with at most 4 decimals and 15 digits in all. */
  public BigDecimal amount(String name) {
    JsonNode value = required(name);
    if (value.isNumber()) {
      BigDecimal number = value.decimalValue().stripTrailingZeros();
      // A long: of 1e2147483647 an int would be negative, and setScale write all its digits.
      long whole = (long) number.precision() - number.scale();
      if (number.signum() >= 0 && number.scale() <= 4 && whole <= DIGITS_OF_A_DECIMAL - 4) {
        return number.setScale(4);
      }
    }
    throw wrong(name, "a number of at least 0 with at most 4 decimals and 11 digits before them");
  }

  /** A share of visitors: a number from 0.0001 to 1. */
  public double samplingRate(String name) {
    JsonNode value = required(name);
    double rate = value.isNumber() ? value.doubleValue() : 0;
    if (!SamplingRate.isValid(rate)) {
      throw wrong(name, "a number from 0.0001 to 1");
    }
    return rate;
  }

  /** A day such as 2026-11-21. */
  public LocalDate date(String name) {
    JsonNode value = required(name);
    try {
      LocalDate date = LocalDate.parse(value.asText());
      if (value.isTextual() && date.getYear() >= 1970 && date.getYear() <= 9999) {
        return date;
      }
    } catch (DateTimeParseException e) {
      // told below
    }
    throw wrong(name, "a day from 1970 on such as 2026-11-21");
  }

  /** A list of texts, none twice. */
  public List<String> texts(String name, int mostTexts, int mostCharacters) {
    String form =
        "a list of at most %d different texts of 1 to %d characters"
            .formatted(mostTexts, mostCharacters);
    JsonNode value = required(name);
    List<String> texts = new ArrayList<>();
    if (!value.isArray() || value.size() > mostTexts) {
      throw wrong(name, form);
    }
    for (JsonNode each : value) {
      String text = each.isTextual() ? each.textValue() : "";
      if (text.isBlank()
          || text.length() > mostCharacters
          || !isReadable(text)
          || texts.contains(text)) {
        throw wrong(name, form);
      }
      texts.add(text);
    }
    return texts;
  }

  /** A list of objects, to be read and ended one by one. */
  public List<Fields> objects(String name, int least, int most) {
    JsonNode value = required(name);
    List<Fields> objects = new ArrayList<>();
    for (JsonNode each : value) {
      if (each.isObject()) {
        objects.add(new Fields(each, where + name + "[" + objects.size() + "]."));
      }
    }
    boolean allObjects = value.isArray() && objects.size() == value.size();
    if (!allObjects || objects.size() < least || objects.size() > most) {
      throw wrong(name, "a list of %d to %d objects".formatted(least, most));
    }
    return objects;
  }

  /** What {@code read} gives, or empty where the field is not there or null. */
  public <T> Optional<T> ifAny(String name, Function<String, T> read) {
    return isEmpty(name) ? Optional.empty() : Optional.of(read.apply(name));
  }

  /**
   * All fields were read.
   *
   * @throws Refused 400 where one was not, naming it and those there are
   */
  public void end() {
    for (var names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw Refused.badRequest(
            "unknown_field",
            "There is no field \"%s\" here; there are: %s."
                .formatted(where + printable(name), String.join(", ", known)));
      }
    }
  }

  /** The object as it came, for the audit log. */
  public String json() {
    return object.toString();
  }

  /** A 400 for a field that is there but means nothing. */
  public Refused wrong(String name, String must) {
    return Refused.badRequest("bad_" + name, "%s must be %s.".formatted(where + name, must));
  }

  private JsonNode required(String name) {
    known.add(name);
    return object.path(name);
  }

  private static String printable(String name) {
    String cut = name.length() <= 50 ? name : name.substring(0, 50);
    return cut.chars().allMatch(c -> c > ' ' && c < 127) ? cut : "(not printable)";
  }

  /** No control characters, no halves of a pair: PostgreSQL and logs take the rest. */
  private static boolean isReadable(String text) {
    return text.codePoints()
        .allMatch(c -> !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE);
  }
}
