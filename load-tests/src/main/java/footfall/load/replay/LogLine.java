package footfall.load.replay;

import java.time.Instant;

/**
 * One request of a log in combined format.
 *
 * @param address of the client, as written
 * @param target path and query; for a proxy's log the whole URL
 * @param referrer empty where the log has a dash
 * @param userAgent empty where the log has a dash
 */
record LogLine(
    String address,
    Instant time,
    String method,
    String target,
    int status,
    String referrer,
    String userAgent) {

  /** The path without query and fragment. */
  String path() {
    int end = target.length();
    for (int i = 0; i < target.length(); i++) {
      if (target.charAt(i) == '?' || target.charAt(i) == '#') {
        end = i;
        break;
      }
    }
    return target.substring(0, end);
  }
}
