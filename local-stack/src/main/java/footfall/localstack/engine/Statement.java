package footfall.localstack.engine;

import java.util.Arrays;
import java.util.Set;

/**
 * One statement that carries no data of its own.
 *
 * @param sql without a closing semicolon
 * @param changesSession true when it leaves something behind in its connection
 * @param readOnly true when it changes nothing
 */
record Statement(byte[] sql, boolean changesSession, boolean readOnly) {
  private static final Set<String> READING =
      Set.of("SELECT", "WITH", "SHOW", "DESCRIBE", "DESC", "EXISTS", "EXPLAIN", "FROM");

  /**
   * @throws EngineException when the text holds no statement, more than one, or one that writes a
   *     file
   */
  static Statement single(byte[] text) throws EngineException {
    Tokens tokens = new Tokens(text);
    tokens.next();
    while (tokens.isMark('(')) {
      tokens.next();
    }
    if (tokens.start() == text.length) {
      throw new EngineException(EngineException.SYNTAX_ERROR, "Empty query");
    }
    String first = tokens.word();
    boolean temporary = false;
    boolean inserts = false;
    int end = text.length;
    for (; tokens.start() < text.length && end == text.length; tokens.next()) {
      if (tokens.isMark(';')) {
        end = tokens.start();
      } else if (tokens.isWord("OUTFILE")) {
        throw new EngineException(
            EngineException.SUPPORT_IS_DISABLED, "INTO OUTFILE is for clients; read the answer");
      }
      temporary |= tokens.isWord("TEMPORARY");
      inserts |= tokens.isWord("INSERT");
    }
    refuseMore(tokens, text);
    boolean session = temporary || first.equals("SET") || first.equals("USE");
    return new Statement(Arrays.copyOf(text, end), session, READING.contains(first) && !inserts);
  }

  private static void refuseMore(Tokens tokens, byte[] text) throws EngineException {
    for (; tokens.start() < text.length; tokens.next()) {
      if (!tokens.isMark(';')) {
        throw new EngineException(
            EngineException.SYNTAX_ERROR, "Multi-statements are not allowed; send one per request");
      }
    }
  }
}
