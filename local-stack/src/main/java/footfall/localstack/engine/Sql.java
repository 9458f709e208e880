package footfall.localstack.engine;

/** Texts as SQL literals. */
final class Sql {
  private Sql() {}

  static String string(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  static String identifier(String name) {
    return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`";
  }
}
