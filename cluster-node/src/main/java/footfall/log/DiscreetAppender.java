package footfall.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.spi.AppenderAttachable;
import ch.qos.logback.core.spi.AppenderAttachableImpl;
import java.util.Iterator;

/**
 * Hands every line on to the appenders below it, without messages of exceptions that may quote what
 * somebody sent, and on one line. It stands before all others, because libraries log what they fail
 * at, too.
 */
public final class DiscreetAppender extends UnsynchronizedAppenderBase<ILoggingEvent>
    implements AppenderAttachable<ILoggingEvent> {
  private final AppenderAttachableImpl<ILoggingEvent> below = new AppenderAttachableImpl<>();

  @Override
  protected void append(ILoggingEvent event) {
    below.appendLoopOnAppenders(DiscreetEvent.of(event));
  }

  @Override
  public void stop() {
    super.stop();
    below.detachAndStopAllAppenders();
  }

  @Override
  public void addAppender(Appender<ILoggingEvent> appender) {
    below.addAppender(appender);
  }

  @Override
  public Iterator<Appender<ILoggingEvent>> iteratorForAppenders() {
    return below.iteratorForAppenders();
  }

  @Override
  public Appender<ILoggingEvent> getAppender(String name) {
    return below.getAppender(name);
  }

  @Override
  public boolean isAttached(Appender<ILoggingEvent> appender) {
    return below.isAttached(appender);
  }

  @Override
  public void detachAndStopAllAppenders() {
    below.detachAndStopAllAppenders();
  }

  @Override
  public boolean detachAppender(Appender<ILoggingEvent> appender) {
    return below.detachAppender(appender);
  }

  @Override
  public boolean detachAppender(String name) {
    return below.detachAppender(name);
  }
}
