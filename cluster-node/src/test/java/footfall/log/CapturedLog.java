package footfall.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.spi.AppenderAttachable;
import com.google.common.collect.ImmutableList;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.LoggerFactory;

/** All that a node with the product's own logback.xml would write while this is open. */
public final class CapturedLog implements AutoCloseable {
  /** What LoggingTestKit leaves in the JVM; it writes nowhere. */
  private static final String OF_OTHER_TESTS = "AkkaTestAppender";

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
  private final AppenderAttachable<ILoggingEvent> discreet;

  @SuppressWarnings("unchecked") // logback's appenders of events take nothing else
  public CapturedLog() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    List<Appender<ILoggingEvent>> ofRoot =
        ImmutableList.copyOf(context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders())
            .stream()
            .filter(found -> !found.getName().equals(OF_OTHER_TESTS))
            .toList();
    assertThat(ofRoot).as("no line goes past it").hasOnlyElementsOfType(DiscreetAppender.class);
    discreet = (AppenderAttachable<ILoggingEvent>) ofRoot.get(0);
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%level %logger %msg %mdc %kvp%n%ex{full}");
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(written);
    appender.start();
    discreet.addAppender(appender);
  }

  public String text() {
    return written.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    discreet.detachAppender(appender);
    appender.stop();
  }
}
