package footfall.load.replay;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Reads {@code address identity user [time] "request" status bytes "referrer" "user agent"}, as
 * Apache and nginx write it; what follows the user agent is passed over.
 */
final class LogLineParser {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);

  /** Says what is wrong with a line. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String reason) {
      super(reason, null, false, false);
    }
  }

  private final String line;
  private int at;

  private LogLineParser(String line) {
    this.line = line;
  }

  /**
   * Reads one line without its line end.
   *
   * @throws Malformed with one of few reasons, such as {@code no time}
   */
  static LogLine parse(String line) throws Malformed {
    return new LogLineParser(line).parse();
  }

  private LogLine parse() throws Malformed {
    String address = word("no address");
    word("no identity");
    user();
    Instant time = time();
    String[] request = quoted("no request").split(" ", -1);
    if (request.length < 2 || request[0].isEmpty() || request[1].isEmpty()) {
      throw new Malformed("request without method or path");
    }
    int status = status();
    word("no size");
    return new LogLine(
        address,
        time,
        request[0],
        request[1],
        status,
        dash(quoted("no referrer")),
        dash(quoted("no user agent")));
  }

  /** A user's name may hold blanks; the time's bracket ends it. */
  private void user() throws Malformed {
    int bracket = line.indexOf('[', at);
    if (bracket < 0) {
      throw new Malformed("no time");
    }
    at = bracket;
  }

  private Instant time() throws Malformed {
    int end = line.indexOf(']', at);
    if (end < 0) {
      throw new Malformed("no time");
    }
    try {
      Instant time = OffsetDateTime.parse(line.substring(at + 1, end), TIME).toInstant();
      at = end + 1;
      return time;
    } catch (DateTimeException e) {
      throw new Malformed("time is not like 17/May/2015:10:05:03 +0000");
    }
  }

  private int status() throws Malformed {
    String status = word("no status");
    if (!status.matches("[1-5][0-9][0-9]")) {
      throw new Malformed("status is not a number from 100 to 599");
    }
    return Integer.parseInt(status);
  }

  private String word(String orElse) throws Malformed {
    skipBlanks();
    int start = at;
    while (at < line.length() && line.charAt(at) != ' ') {
      at++;
    }
    if (at == start) {
      throw new Malformed(orElse);
    }
    return line.substring(start, at);
  }

  /** A text in quotes; a backslash takes the special meaning from the next character. */
  private String quoted(String orElse) throws Malformed {
    skipBlanks();
    if (at >= line.length() || line.charAt(at) != '"') {
      throw new Malformed(orElse);
    }
    StringBuilder text = new StringBuilder();
    for (at++; at < line.length() && line.charAt(at) != '"'; at++) {
      if (line.charAt(at) == '\\' && at + 1 < line.length()) {
        at++;
      }
      text.append(line.charAt(at));
    }
    if (at >= line.length()) {
      throw new Malformed("a quoted text does not end");
    }
    at++;
    return text.toString();
  }

  private void skipBlanks() {
    while (at < line.length() && line.charAt(at) == ' ') {
      at++;
    }
  }

  private static String dash(String text) {
    return text.equals("-") ? "" : text;
  }
}
