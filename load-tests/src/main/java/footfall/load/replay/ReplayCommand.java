package footfall.load.replay;

import footfall.load.collect.CollectorClient;
import footfall.load.collect.OwnWebsites;
import footfall.load.collect.SendCounters;
import footfall.persistence.metadata.Website;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends a web server's log as pageviews, as if its last request had been made now. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Turns a web server's log (combined format, plain or .gz) into pageviews.",
      "Times are shifted so that the last request is now; bots are left to the server."
    })
public final class ReplayCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE", description = "the log")
  private Path file;

  @Option(
      names = "--website",
      required = true,
      description =
          "id of a website that gets no other traffic meanwhile: live hits would make"
              + " the log's late")
  private String website;

  @Option(
      names = "--existing",
      description = "the website is there: do not make it in PostgreSQL first")
  private boolean existing;

  @Option(
      names = "--host",
      description =
          "of the pages; otherwise the one whose assets the log shows, or the website's id")
  private String host;

  @Option(names = "--until", description = "when the last request is to have been, RFC 3339 (now)")
  private Instant until;

  @Option(
      names = "--batch",
      defaultValue = "100",
      description = "hits per request (${DEFAULT-VALUE})")
  private int batch;

  @Option(
      names = "--url",
      defaultValue = "http://127.0.0.1:${env:FOOTFALL_HTTP_PORT:-8080}",
      description = "of the node (${DEFAULT-VALUE})")
  private URI url;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!website.matches("[A-Za-z0-9_.-]{1,64}")) {
      throw new ParameterException(
          spec.commandLine(), "--website must be 1 to 64 of A-Z a-z 0-9 _ . -, was " + website);
    }
    if (batch < 1 || batch > 1000) {
      throw new ParameterException(spec.commandLine(), "--batch must be 1 to 1000");
    }
    PrintWriter out = spec.commandLine().getOut();
    LogSurvey survey = LogSurvey.of(file);
    ReplaySummary summary = new ReplaySummary(survey, out);
    if (survey.pageviews() == 0) {
      summary.print(new SendCounters());
      out.println("Nothing to send: no line is a pageview.");
      return 1;
    }
    if (!existing) {
      OwnWebsites.make(List.of(Website.named(website, website)));
    }
    String pageHost = host != null ? host : survey.host().orElse(website);
    Instant end = until != null ? until : Instant.now();
    Duration shift = Duration.between(survey.last(), end);
    summary.announce(website, pageHost, end);
    SendCounters counters = new SendCounters();
    boolean whole = send(new ReplayedPageview(website, pageHost, shift), survey, counters, out);
    summary.print(counters);
    return whole && counters.rejected() == 0 ? 0 : 1;
  }

  private boolean send(
      ReplayedPageview pageview, LogSurvey survey, SendCounters counters, PrintWriter out)
      throws IOException, InterruptedException {
    // One request at a time: visitors' hits must reach Kafka in the order of the log.
    CollectorClient collector = new CollectorClient(url, 1, PATIENCE, counters);
    ReplayStream stream =
        new ReplayStream(collector, batch, new ProgressBar(survey.pageviews(), out));
    LogSurvey.eachPageview(
        file, (number, text, line) -> stream.add(pageview.json(number, text, line)));
    return stream.finish();
  }
}
