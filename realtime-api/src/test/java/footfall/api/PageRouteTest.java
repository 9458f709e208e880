package footfall.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
