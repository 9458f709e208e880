package footfall.protocol.hit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * The tokens of a JSON text, one after the other, as far as reading a hit needs them. The methods
 * do what those of {@link JsonParser} with these names do.
 */
interface JsonSource {
  /** The name of the next field; null where the next token is none. */
  String nextFieldName() throws IOException;

  /** Null at the end of the text. */
  JsonToken nextToken() throws IOException;

  JsonToken currentToken();

  /** Of a text or number: what it says, as it is written. */
  String getText() throws IOException;

  int getTextLength() throws IOException;

  /** Of a whole number of at most 18 digits. */
  long getLongValue() throws IOException;

  /** Where the current token opens an object or array: goes to its end. */
  void skipChildren() throws IOException;

  static JsonSource of(JsonParser json) {
    return new JsonSource() {
      @Override
      public String nextFieldName() throws IOException {
        return json.nextFieldName();
      }

      @Override
      public JsonToken nextToken() throws IOException {
        return json.nextToken();
      }

      @Override
      public JsonToken currentToken() {
        return json.currentToken();
      }

      @Override
      public String getText() throws IOException {
        return json.getText();
      }

      @Override
      public int getTextLength() throws IOException {
        return json.getTextLength();
      }

      @Override
      public long getLongValue() throws IOException {
        return json.getLongValue();
      }

      @Override
      public void skipChildren() throws IOException {
        json.skipChildren();
      }
    };
  }
}
