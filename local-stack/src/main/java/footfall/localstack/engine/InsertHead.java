package footfall.localstack.engine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The part of an INSERT before its data.
 *
 * @param before up to where FROM INFILE belongs
 * @param settings the SETTINGS clause, or empty
 * @param format of the data that follows
 * @param dataStart index of the data's first byte in the text
 */
record InsertHead(String before, String settings, String format, int dataStart) {

  /**
   * Reads the head of an INSERT that carries data.
   *
   * @param text the request's text, or its beginning
   * @param complete false when more follows
   * @return empty when this is no INSERT with data, or when that cannot be told yet
   * @throws EngineException for forms that would lose data or read files of the server
   */
  static Optional<InsertHead> read(byte[] text, boolean complete) throws EngineException {
    Tokens tokens = new Tokens(text);
    tokens.next();
    if (!tokens.isWord("INSERT")) {
      return Optional.empty();
    }
    skipTable(tokens);
    int settings = -1;
    for (; tokens.start() < text.length; tokens.next()) {
      if (tokens.depth() > 0 || (tokens.end() == text.length && !complete)) {
        continue;
      }
      if (tokens.isWord("SELECT") || tokens.isWord("WITH") || tokens.isWord("WATCH")) {
        refuseDataAfterSelect(tokens);
        return Optional.empty();
      } else if (tokens.isWord("INFILE")) {
        throw new EngineException(
            EngineException.SUPPORT_IS_DISABLED, "FROM INFILE is for clients; send the data");
      } else if (tokens.isWord("SETTINGS") && settings < 0) {
        settings = tokens.start();
      } else if (tokens.isWord("VALUES")) {
        return Optional.of(head(text, settings, tokens.start(), "Values", tokens.end()));
      } else if (tokens.isWord("FORMAT")) {
        return formatHead(text, tokens, settings, complete);
      }
    }
    return Optional.empty();
  }

  /** The statement that reads the data from a file instead; each part may end with a comment. */
  String fromFile(String file) {
    return before
        + "\nFROM INFILE "
        + Sql.string(file)
        + " COMPRESSION 'none' "
        + settings
        + "\nFORMAT "
        + format;
  }

  /** Stops at the token after the table's name, which may itself read like a keyword. */
  private static void skipTable(Tokens tokens) {
    tokens.next();
    while (tokens.isWord("INTO") || tokens.isWord("TABLE") || tokens.isWord("FUNCTION")) {
      tokens.next();
    }
    tokens.next();
    while (tokens.isMark('.')) {
      tokens.next();
      tokens.next();
    }
  }

  private static Optional<InsertHead> formatHead(
      byte[] text, Tokens tokens, int settings, boolean complete) throws EngineException {
    int keyword = tokens.start();
    tokens.next();
    String format = tokens.raw();
    int end = tokens.end();
    if (end == text.length && !complete) {
      return Optional.empty();
    }
    tokens.next();
    if (tokens.isWord("SETTINGS")) {
      throw new EngineException(
          EngineException.SYNTAX_ERROR, "write SETTINGS before FORMAT in an INSERT with data");
    }
    return Optional.of(head(text, settings, keyword, format, dataStart(text, end)));
  }

  private static InsertHead head(
      byte[] text, int settings, int keyword, String format, int dataStart) {
    int split = settings < 0 ? keyword : settings;
    return new InsertHead(
        new String(text, 0, split, StandardCharsets.UTF_8).strip(),
        new String(Arrays.copyOfRange(text, split, keyword), StandardCharsets.UTF_8).strip(),
        format,
        dataStart);
  }

  /** Blanks and one line end after the format's name are not data. */
  private static int dataStart(byte[] text, int from) {
    int at = from;
    while (at < text.length && (text[at] == ' ' || text[at] == '\t' || text[at] == '\f')) {
      at++;
    }
    if (at < text.length && text[at] == '\r') {
      at++;
    }
    return at < text.length && text[at] == '\n' ? at + 1 : at;
  }

  private static void refuseDataAfterSelect(Tokens tokens) throws EngineException {
    boolean format = false;
    for (Tokens.Kind kind = tokens.next(); kind != Tokens.Kind.END; kind = tokens.next()) {
      if (format) {
        tokens.next();
        if (!tokens.isMark(';') && tokens.start() < tokens.end()) {
          throw new EngineException(
              EngineException.SUPPORT_IS_DISABLED,
              "INSERT ... SELECT with data in the same request is not served here");
        }
        return;
      }
      format = tokens.depth() == 0 && tokens.isWord("FORMAT");
    }
  }
}
