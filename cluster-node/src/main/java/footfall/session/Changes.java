package footfall.session;

import java.util.ArrayList;
import java.util.List;

/** What has changed since the last checkpoint, each thing once. */
final class Changes {
  private static final int BYTES_PER_SESSION = 300;
  private static final int BYTES_PER_PART = 1_000;
  private static final int BYTES_PER_WEBSITE = 40;

  final List<OpenWebsite> websites = new ArrayList<>();
  final List<Session> sessions = new ArrayList<>();
  final List<Session> goneSessions = new ArrayList<>();
  final List<MinutePart> parts = new ArrayList<>();

  void touched(OpenWebsite website) {
    if (!website.dirty) {
      website.dirty = true;
      websites.add(website);
    }
  }

  void touched(Session session) {
    if (!session.dirty) {
      session.dirty = true;
      sessions.add(session);
    }
  }

  void touched(MinutePart part) {
    part.untold = true;
    if (!part.dirty) {
      part.dirty = true;
      parts.add(part);
    }
  }

  /** Only what an earlier checkpoint holds must be taken out of it again. */
  void gone(Session session) {
    if (session.stored) {
      goneSessions.add(session);
    }
  }

  /** About how large the next checkpoint will be. */
  long bytes() {
    return (long) sessions.size() * BYTES_PER_SESSION
        + (long) parts.size() * BYTES_PER_PART
        + (long) websites.size() * BYTES_PER_WEBSITE;
  }

  void clear() {
    websites.forEach(website -> website.dirty = false);
    sessions.forEach(session -> session.dirty = false);
    parts.forEach(part -> part.dirty = false);
    websites.clear();
    sessions.clear();
    goneSessions.clear();
    parts.clear();
  }
}
