package footfall.localstack.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A refusal by the engine or by the endpoint, with ClickHouse's own error code. */
final class EngineException extends Exception {
  static final int BAD_ARGUMENTS = 36;
  static final int SYNTAX_ERROR = 62;
  static final int UNKNOWN_FORMAT = 73;
  static final int READONLY = 164;
  static final int TOO_MANY_QUERIES = 202;
  static final int SUPPORT_IS_DISABLED = 344;
  static final int AUTHENTICATION_FAILED = 516;
  static final int QUERY_IS_TOO_LARGE = 513;

  private static final long serialVersionUID = 1L;
  private static final int UNKNOWN_EXCEPTION = 1002;
  private static final Pattern CODE = Pattern.compile("Code: (\\d+)\\.");

  private final int code;

  /** From the engine's own text, which begins with its code. */
  static EngineException of(String engineText) {
    Matcher matcher = CODE.matcher(engineText);
    int code = matcher.find() ? Integer.parseInt(matcher.group(1)) : UNKNOWN_EXCEPTION;
    return new EngineException(engineText, code);
  }

  EngineException(int code, String detail) {
    this("Code: " + code + ". DB::Exception: " + detail, code);
  }

  private EngineException(String message, int code) {
    super(message);
    this.code = code;
  }

  int code() {
    return code;
  }

  /** As ClickHouse maps them: refused credentials, unknown things, the client's or own fault. */
  int httpStatus() {
    return switch (code) {
      case AUTHENTICATION_FAILED -> 403;
      case 60, 81, 47, 46 -> 404;
      case QUERY_IS_TOO_LARGE -> 413;
      case TOO_MANY_QUERIES -> 503;
      case SYNTAX_ERROR, BAD_ARGUMENTS, UNKNOWN_FORMAT, READONLY, SUPPORT_IS_DISABLED, 115 -> 400;
      default -> 500;
    };
  }
}
