package footfall.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggerContextVO;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/**
 * A line of the log as it may be shown: see {@link DiscreetCause} for its exception, {@link
 * Printable} for its text.
 */
final class DiscreetEvent implements ILoggingEvent {
  /** Who starts a node has met no hit yet, and must be able to say what is wrong. */
  private static final Set<String> STARTING =
      Set.of("footfall.node.Main", "footfall.node.Guardian");

  private final ILoggingEvent shown;
  private final IThrowableProxy cause;
  private final String message;

  private DiscreetEvent(ILoggingEvent shown, IThrowableProxy cause, String message) {
    this.shown = shown;
    this.cause = cause;
    this.message = message;
  }

  /** Who logs an exception often repeats its message in the line: there, too, it is left out. */
  static ILoggingEvent of(ILoggingEvent shown) {
    if (STARTING.contains(shown.getLoggerName())) {
      return shown;
    }
    String whole = shown.getFormattedMessage();
    DiscreetCause cause = DiscreetCause.of(shown.getThrowableProxy());
    String message = Printable.of(cause == null ? whole : without(cause, whole));
    return cause == null && message.equals(whole)
        ? shown
        : new DiscreetEvent(shown, cause, message);
  }

  private static String without(DiscreetCause cause, String whole) {
    String message = whole;
    for (String leftOut : cause.leftOut()) {
      message = leftOut.isBlank() ? message : message.replace(leftOut, DiscreetCause.LEFT_OUT);
    }
    return message;
  }

  @Override
  public IThrowableProxy getThrowableProxy() {
    return cause;
  }

  @Override
  public String getMessage() {
    return message;
  }

  @Override
  public String getFormattedMessage() {
    return message;
  }

  /** They are in the message already. */
  @Override
  public Object[] getArgumentArray() {
    return null;
  }

  @Override
  public String getThreadName() {
    return shown.getThreadName();
  }

  @Override
  public Level getLevel() {
    return shown.getLevel();
  }

  @Override
  public String getLoggerName() {
    return shown.getLoggerName();
  }

  @Override
  public LoggerContextVO getLoggerContextVO() {
    return shown.getLoggerContextVO();
  }

  @Override
  public StackTraceElement[] getCallerData() {
    return shown.getCallerData();
  }

  @Override
  public boolean hasCallerData() {
    return shown.hasCallerData();
  }

  @Override
  public List<Marker> getMarkerList() {
    return shown.getMarkerList();
  }

  @Override
  public Map<String, String> getMDCPropertyMap() {
    return shown.getMDCPropertyMap();
  }

  @Override
  @SuppressWarnings("deprecation") // the interface still asks for it
  public Map<String, String> getMdc() {
    return shown.getMDCPropertyMap();
  }

  @Override
  public long getTimeStamp() {
    return shown.getTimeStamp();
  }

  @Override
  public int getNanoseconds() {
    return shown.getNanoseconds();
  }

  @Override
  public Instant getInstant() {
    return shown.getInstant();
  }

  @Override
  public long getSequenceNumber() {
    return shown.getSequenceNumber();
  }

  @Override
  public List<KeyValuePair> getKeyValuePairs() {
    return shown.getKeyValuePairs();
  }

  @Override
  public void prepareForDeferredProcessing() {
    shown.prepareForDeferredProcessing();
  }
}
