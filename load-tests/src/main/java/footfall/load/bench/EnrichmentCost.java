package footfall.load.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import footfall.ingest.IngestPipeline;
import footfall.ingest.Ingested;
import footfall.ingest.enrich.EnrichSettings;
import footfall.ingest.enrich.Enricher;
import footfall.metrics.Metrics;
import footfall.protocol.hit.Enrichment;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Measures what enrichment costs for the mix of a real web server's log: start and heap, a hit
 * whose parts were met before, and a hit whose user agent, address, page and referrer are all new.
 * CPU time of one thread, so that other work on the machine does not count; the difference of two
 * pipelines, so that decoding makes fresh texts as it does in a node.
 *
 * <p>Run it with a log in the combined format: {@code java -cp ... -Dfootfall.home=. \
 * footfall.load.bench.EnrichmentCost access.log}.
 */
public final class EnrichmentCost {

  private static final int ROUNDS = 12;
  private static final int HITS_OF_A_ROUND = 200_000;
  private static final int NEW_HITS = 200_000;

  private final ObjectMapper json = new ObjectMapper();

  private EnrichmentCost() {}

  /** Prints one line for each figure. */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      throw new IllegalArgumentException(
          "name one log in the combined format, as in: EnrichmentCost access.log");
    }
    new EnrichmentCost().measure(Path.of(args[0]));
  }

  private void measure(Path log) throws IOException {
    List<byte[]> hits = new ArrayList<>();
    try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
      lines.map(line -> hit(line, "")).filter(hit -> hit.length > 0).forEach(hits::add);
    }
    long heapBefore = usedHeap();
    long start = System.nanoTime();
    EnrichSettings settings =
        EnrichSettings.bundled(Path.of(System.getProperty("footfall.home", ".")));
    try (Enricher enricher = Enricher.open(settings)) {
      say("start", (System.nanoTime() - start) / 1_000_000, "ms");
      say("heap when started", (usedHeap() - heapBefore) >> 10, "KiB");
      IngestPipeline with = new IngestPipeline(enricher::enrich, new Metrics());
      IngestPipeline without = new IngestPipeline(hit -> Enrichment.NONE, new Metrics());
      say("first pass of the log, with decoding", nanosOfAHit(with, hits, hits.size()), "ns/hit");
      measureMetHits(with, without, hits);
      measureNewHits(with, without, log);
      say("heap with every cache full", (usedHeap() - heapBefore) >> 10, "KiB");
    }
  }

  private static void measureMetHits(
      IngestPipeline with, IngestPipeline without, List<byte[]> hits) {
    long bestWith = Long.MAX_VALUE;
    long bestWithout = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      bestWithout = Math.min(bestWithout, nanosOfAHit(without, hits, HITS_OF_A_ROUND));
      bestWith = Math.min(bestWith, nanosOfAHit(with, hits, HITS_OF_A_ROUND));
    }
    say("decode and validate", bestWithout, "ns/hit");
    say("decode, validate and enrich", bestWith, "ns/hit");
    say("enrich, all parts met before", bestWith - bestWithout, "ns/hit");
  }

  private void measureNewHits(IngestPipeline with, IngestPipeline without, Path log)
      throws IOException {
    List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
    List<byte[]> hits = new ArrayList<>();
    for (int i = 0; hits.size() < NEW_HITS; i++) {
      byte[] hit = hit(lines.get(i % lines.size()), Integer.toString(i));
      if (hit.length > 0) {
        hits.add(hit);
      }
    }
    long decoding = nanosOfAHit(without, hits, NEW_HITS);
    say("enrich, no part met before", nanosOfAHit(with, hits, NEW_HITS) - decoding, "ns/hit");
  }

  private static long nanosOfAHit(IngestPipeline pipeline, List<byte[]> hits, int count) {
    long start = cpuNanos();
    int accepted = 0;
    for (int i = 0; i < count; i++) {
      Ingested ingested = pipeline.process(hits.get(i % hits.size()), null);
      accepted += ingested instanceof Ingested.Accepted ? 1 : 0;
    }
    long nanos = cpuNanos() - start;
    if (accepted != count) {
      throw new IllegalStateException(count - accepted + " of " + count + " hits were refused");
    }
    return nanos / count;
  }

  /**
   * One log line as a hit; empty where it is none.
   *
   * @param mark makes page, referrer, user agent and address new; empty for the line as it is
   */
  private byte[] hit(String line, String mark) {
    String[] parts = line.split("\"", -1);
    String[] request = parts.length < 7 ? new String[0] : parts[1].split(" ", -1);
    if (request.length != 3) {
      return new byte[0];
    }
    String address = line.substring(0, line.indexOf(' '));
    Map<String, Object> fields = new TreeMap<>();
    fields.put("website_id", "bench");
    fields.put("event_type", "pageview");
    fields.put("client_timestamp", 1_700_000_000_000L);
    fields.put("visitor_id", address);
    fields.put("page_url", "https://www.semicomplete.com" + request[1] + mark);
    fields.put("page_referrer", parts[3].equals("-") ? "" : parts[3] + mark);
    fields.put("user_agent", parts[5] + mark);
    fields.put("ip_address", mark.isEmpty() ? address : newAddress(Integer.parseInt(mark)));
    try {
      return json.writeValueAsBytes(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts could not be written", e);
    }
  }

  /** Spread over the whole of IPv4, as strangers are; no two alike. */
  private static String newAddress(int n) {
    int bits = n * 0x9E3779B1;
    return (bits >>> 24)
        + "."
        + (bits >>> 16 & 255)
        + "."
        + (bits >>> 8 & 255)
        + "."
        + (bits & 255);
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long usedHeap() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      runtime.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static void say(String what, long value, String unit) {
    System.out.printf("%-40s %,10d %s%n", what, value, unit);
  }
}
