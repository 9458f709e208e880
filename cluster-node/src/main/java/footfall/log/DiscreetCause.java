package footfall.log;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An exception as the log may show it: its class and where it was thrown, and its message only
 * where that cannot quote what somebody sent, as that of {@code NumberFormatException} does.
 */
final class DiscreetCause implements IThrowableProxy {
  static final String LEFT_OUT = "(message left out: it may quote a hit)";

  /** What these say is about stores, connections and actors, not about what is in a hit. */
  private static final List<String> SAFE =
      List.of(
          "footfall.",
          "akka.",
          "org.apache.kafka.",
          "com.datastax.",
          "com.zaxxer.",
          "org.postgresql.",
          "java.net.",
          "java.nio.channels.",
          "javax.net.",
          "java.util.concurrent.TimeoutException",
          "java.lang.NullPointerException",
          "java.lang.OutOfMemoryError");

  /** Requests that could not be read are quoted. */
  private static final String UNSAFE_AKKA = "akka.http.";

  private final IThrowableProxy shown;

  private DiscreetCause(IThrowableProxy shown) {
    this.shown = shown;
  }

  /** Null for null. */
  static DiscreetCause of(IThrowableProxy shown) {
    return shown == null ? null : new DiscreetCause(shown);
  }

  /** The messages that are not shown, of this exception and all it holds. */
  List<String> leftOut() {
    List<String> messages = new ArrayList<>();
    collect(shown, messages);
    return messages;
  }

  private static void collect(IThrowableProxy from, List<String> messages) {
    if (from == null || from.isCyclic()) {
      return;
    }
    if (from.getMessage() != null && !isSafe(from)) {
      messages.add(from.getMessage());
    }
    collect(from.getCause(), messages);
    for (IThrowableProxy suppressed : from.getSuppressed()) {
      collect(suppressed, messages);
    }
  }

  /** One that only wraps another has the other's text for its message. */
  private static boolean isSafe(IThrowableProxy exception) {
    String name = exception.getClassName();
    IThrowableProxy cause = exception.getCause();
    boolean quotesItsCause =
        cause != null
            && cause.getMessage() != null
            && String.valueOf(exception.getMessage()).contains(cause.getMessage())
            && !isSafe(cause);
    return !quotesItsCause
        && !name.startsWith(UNSAFE_AKKA)
        && SAFE.stream().anyMatch(name::startsWith);
  }

  @Override
  public String getMessage() {
    return shown.getMessage() == null || isSafe(shown)
        ? Printable.of(shown.getMessage())
        : LEFT_OUT;
  }

  @Override
  public String getClassName() {
    return shown.getClassName();
  }

  @Override
  public StackTraceElementProxy[] getStackTraceElementProxyArray() {
    return shown.getStackTraceElementProxyArray();
  }

  @Override
  public int getCommonFrames() {
    return shown.getCommonFrames();
  }

  @Override
  public IThrowableProxy getCause() {
    return of(shown.getCause());
  }

  @Override
  public IThrowableProxy[] getSuppressed() {
    return Arrays.stream(shown.getSuppressed())
        .map(DiscreetCause::of)
        .toArray(IThrowableProxy[]::new);
  }

  @Override
  public boolean isCyclic() {
    return shown.isCyclic();
  }
}
