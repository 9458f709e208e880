package footfall.ingest.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CrawlersTest {

  private final Crawlers crawlers = Crawlers.bundled();

  @Test
  void everyExampleOfTheListIsKnown() throws Exception {
    List<String> examples = new ArrayList<>();
    for (JsonNode crawler : list()) {
      crawler.get("instances").forEach(example -> examples.add(example.asText()));
    }

    assertThat(examples).hasSizeGreaterThan(1_000).allMatch(crawlers::isCrawler);
  }

  @Test
  void theIndexFindsWhatThePatternsFindThemselves() throws Exception {
    for (JsonNode crawler : list()) {
      Pattern pattern = Pattern.compile(crawler.get("pattern").asText());
      crawler
          .get("instances")
          .forEach(
              example -> {
                if (pattern.matcher(example.asText()).find()) {
                  assertThat(crawlers.isListed(example.asText())).as(pattern.pattern()).isTrue();
                }
              });
    }
  }

  private static JsonNode list() throws Exception {
    try (InputStream in = Crawlers.class.getResourceAsStream("crawler-user-agents.json")) {
      return new ObjectMapper().readTree(in);
    }
  }
}
