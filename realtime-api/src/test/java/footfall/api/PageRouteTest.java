package footfall.api;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.protocol.hit.WebsiteIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PageRouteTest {
  private static final ServerForTests server =
      new ServerForTests(
          system -> new PageRoute("page-for-tests").route(), new Probes(List::of, () -> ""));

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void thePageIsAskedForEachTimeAndItsAssetsAreKept() {
    for (String path : List.of("/", "/index.html", "/setup", "/share/abc", "/invite/abc")) {
      var page = server.send(server.to(path));
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
      assertThat(page.headers().firstValue("Cache-Control")).contains("no-cache");
    }
    var asset = server.send(server.to("/assets/page-0123abcd.js"));
    assertThat(asset.statusCode()).isEqualTo(200);
    assertThat(asset.headers().firstValue("Content-Type").orElseThrow()).contains("javascript");
    assertThat(asset.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
  }

  @Test
  void whatThePageTellsApartItselfIsAnsweredWithThePage() {
    for (String path :
        List.of(
            "/login",
            "/setup?token=abc",
            "/invite/Abc-_123",
            "/share/Abc-_123",
            "/example.org",
            "/example.org/live",
            "/example.org/settings",
            "/example.org/settings/shared-links")) {
      var page = server.send(server.to(path));
      assertThat(page.statusCode()).as(path).isEqualTo(200);
      assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
      assertThat(page.headers().firstValue("Cache-Control")).contains("no-cache");
    }
  }

  @Test
  void noWebsiteIsGivenTheAddressOfAnotherPage() throws IOException {
    String routes = Files.readString(Path.of("src", "main", "web", "src", "app", "route.ts"));
    List<String> pages =
        Pattern.compile("first === '([^']+)'")
            .matcher(routes)
            .results()
            .map(found -> found.group(1))
            .toList();

    assertThat(pages).contains("login", "setup", "invite", "share");
    assertThat(WebsiteIds.TAKEN)
        .containsAll(pages)
        .contains("index.html")
        .containsAll(namesIn(Path.of("src", "main", "web", "public")));
    for (String served : List.of("/alive", "/ready", "/metrics", "/js/footfall.js", "/api/me")) {
      assertThat(WebsiteIds.TAKEN).contains(served.split("/", -1)[1]);
    }
  }

  private static List<String> namesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void thePageStandsInForNoOtherRoutesPaths() {
    for (String path :
        List.of(
            "/api",
            "/api/live",
            "/api/nothing",
            "/js/footfall.js",
            "/js",
            "/assets/gone.js",
            "/example.org/nothing",
            "/example.org/settings/goals/1")) {
      assertThat(server.send(server.to(path)).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  void nothingOutsideThePageCanBeRead() {
    for (String path :
        List.of(
            "/../footfall/api/ApiServer.class",
            "/..%2ffootfall/api/ApiServer.class",
            "/assets/..%2f..%2ffootfall/api/ApiServer.class",
            "/footfall/api/ApiServer.class",
            "/assets/",
            "/.hidden",
            "/%0aforged")) {
      assertThat(server.send(server.to(path)).statusCode()).as(path).isBetween(400, 404);
    }
  }
}
