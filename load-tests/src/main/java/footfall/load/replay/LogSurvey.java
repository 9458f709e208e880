package footfall.load.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** What a first reading of a log finds: what is in it, its time span, the site it belongs to. */
final class LogSurvey {
  /** A kind of malformed line: how many, and where the first ones are. */
  record Malformed(long lines, String firstLines) {
    private static final int EXAMPLES = 3;

    Malformed with(long line) {
      String more =
          lines < EXAMPLES ? (lines == 0 ? "" : ", ") + line : lines == EXAMPLES ? ", ..." : "";
      return new Malformed(lines + 1, firstLines + more);
    }
  }

  /** Called with each pageview of a log, in the order of its lines. */
  interface PageviewVisitor {
    void pageview(long lineNumber, String text, LogLine line) throws IOException;
  }

  private final Map<LeftOut, Long> leftOut = new EnumMap<>(LeftOut.class);
  private final Map<String, Malformed> malformed = new TreeMap<>();
  private final Map<String, Long> assetReferrers = new HashMap<>();
  private long lines;
  private long pageviews;
  private Instant first = Instant.MAX;
  private Instant last = Instant.MIN;

  /** Reads a log, plain or gzipped, in UTF-8 or (where that fails) with broken characters kept. */
  static LogSurvey of(Path file) throws IOException {
    LogSurvey survey = new LogSurvey();
    survey.read(file, (number, text, line) -> {});
    return survey;
  }

  /** Hands over the pageviews of a log without keeping count. */
  static void eachPageview(Path file, PageviewVisitor to) throws IOException {
    new LogSurvey().read(file, to);
  }

  private void read(Path file, PageviewVisitor to) throws IOException {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
      for (String text = in.readLine(); text != null; text = in.readLine()) {
        lines++;
        if (!text.isBlank()) {
          readLine(text, to);
        }
      }
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
  }

  private void readLine(String text, PageviewVisitor to) throws IOException {
    try {
      LogLine line = LogLineParser.parse(text);
      Optional<LeftOut> reason = LeftOut.of(line);
      if (reason.isPresent()) {
        leftOut.merge(reason.get(), 1L, Long::sum);
        noteReferrer(reason.get(), line.referrer());
      } else {
        pageviews++;
        first = line.time().isBefore(first) ? line.time() : first;
        last = line.time().isAfter(last) ? line.time() : last;
        to.pageview(lines, text, line);
      }
    } catch (LogLineParser.Malformed e) {
      malformed.merge(
          e.getMessage(), new Malformed(0, "").with(lines), (known, one) -> known.with(lines));
    }
  }

  /** Browsers name the page as the referrer of its pictures: so the log tells its own host. */
  private void noteReferrer(LeftOut reason, String referrer) {
    if (reason == LeftOut.ASSET && referrer.startsWith("http")) {
      try {
        String host = URI.create(referrer).getHost();
        if (host != null) {
          assetReferrers.merge(host, 1L, Long::sum);
        }
      } catch (IllegalArgumentException e) {
        assetReferrers.merge("", 0L, Long::sum); // a referrer that is no URL says nothing of hosts
      }
    }
  }

  /** The host whose pages most assets were fetched for. */
  Optional<String> host() {
    return assetReferrers.entrySet().stream()
        .filter(e -> e.getValue() > 0)
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey);
  }

  long lines() {
    return lines;
  }

  long pageviews() {
    return pageviews;
  }

  /** Of the first pageview by time; meaningless where there is none. */
  Instant first() {
    return first;
  }

  /** Of the last pageview by time; meaningless where there is none. */
  Instant last() {
    return last;
  }

  Map<LeftOut, Long> leftOut() {
    return new EnumMap<>(leftOut);
  }

  /** By reason. */
  Map<String, Malformed> malformed() {
    return new TreeMap<>(malformed);
  }
}
