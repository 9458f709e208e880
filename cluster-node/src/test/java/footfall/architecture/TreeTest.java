package footfall.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What no file of the repository may hold, and what its lock files must. */
class TreeTest {
  private static final Path ROOT = Path.of(System.getProperty("footfall.home"));
  private static final Set<String> MADE = Set.of(".git", "target", "node_modules", ".footfall");
  private static final long READ_AT_MOST = 2_000_000;

  private static final Map<String, Pattern> SECRETS =
      Map.of(
          "a private key", Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----\\s+[A-Za-z0-9+/]"),
          "an API key of ours", Pattern.compile("ffk_[A-Za-z0-9_-]{43}"),
          "an access key of a cloud", Pattern.compile("\\b(AKIA|ASIA)[0-9A-Z]{16}\\b"),
          "a token of a forge",
              Pattern.compile("\\b(ghp|gho|ghs|glpat|npm)[_-][A-Za-z0-9]{20,}\\b"),
          "a token of a chat", Pattern.compile("\\bxox[abpr]-[0-9A-Za-z-]{10,}"),
          "a signed token", Pattern.compile("\\beyJ[\\w-]{10,}\\.eyJ[\\w-]{10,}\\.[\\w-]{10,}"),
          "a password that was hashed",
              Pattern.compile("\\$argon2id\\$v=19\\$m=\\d+,t=\\d+,p=1\\$[\\w+/]{22}\\$"),
          "a password in a connection string",
              Pattern.compile(
                  "\\b(jdbc:\\w+|postgres|kafka|mongodb|redis)://[^/\\s:@]+:[^/\\s@]+@"));

  @Test
  void noFileHoldsASecret() throws IOException {
    List<String> found = new ArrayList<>();
    List<Path> files = files("");
    for (Path file : files) {
      secretsIn(Files.readString(file, StandardCharsets.ISO_8859_1))
          .forEach(what -> found.add(ROOT.relativize(file) + " holds " + what));
    }

    assertThat(found).isEmpty();
    assertThat(files).as("files that were read").hasSizeGreaterThan(500);
  }

  @Test
  void eachOfThemWouldBeFound() {
    String hash = "q".repeat(22);
    assertThat(secretsIn("-----BEGIN RSA " + "PRIVATE KEY-----\nMIIE")).hasSize(1);
    assertThat(secretsIn("key: ffk_" + "a1-_".repeat(10) + "abc")).hasSize(1);
    assertThat(secretsIn("aws = AKIA" + "ABCDEFGHIJKLMNOP")).hasSize(1);
    assertThat(secretsIn("ghp_" + "0123456789abcdefghij")).hasSize(1);
    assertThat(secretsIn("xoxb-" + "0123456789")).hasSize(1);
    assertThat(secretsIn("eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0In0." + "c2lnbmF0dXJl"))
        .hasSize(1);
    assertThat(secretsIn("$argon2id$v=19$m=19456,t=2,p=1$" + hash + "$")).hasSize(1);
    assertThat(secretsIn("postgres://footfall:" + "word@db/footfall")).hasSize(1);
  }

  /** A host in a lock file would be asked for packages instead of the one that npm is told of. */
  @Test
  void lockFilesNameNoHostAndHoldAHashForEveryPackage() throws IOException {
    List<Path> locks = files("package-lock.json");
    assertThat(locks).hasSizeGreaterThanOrEqualTo(4);
    for (Path lock : locks) {
      JsonNode packages = new ObjectMapper().readTree(lock.toFile()).path("packages");
      assertThat(packages.size()).isPositive();
      for (Map.Entry<String, JsonNode> one : packages.properties()) {
        String name = ROOT.relativize(lock) + ": " + one.getKey();
        assertThat(one.getValue().has("resolved")).as(name).isFalse();
        if (!one.getKey().isEmpty()) {
          assertThat(one.getValue().path("integrity").asText()).as(name).startsWith("sha512-");
        }
      }
    }
  }

  @Test
  void everyNpmDependencyIsPinnedAndThePageBringsOneAlone() throws IOException {
    ObjectMapper json = new ObjectMapper();
    for (Path lock : files("package-lock.json")) {
      JsonNode wanted = json.readTree(lock.resolveSibling("package.json").toFile());
      for (String kind : List.of("dependencies", "devDependencies")) {
        for (JsonNode version : wanted.path(kind)) {
          assertThat(version.asText()).as(lock.toString()).matches("\\d+\\.\\d+\\.[\\w.-]+");
        }
      }
    }
    JsonNode page = json.readTree(ROOT.resolve("realtime-api/src/main/web/package.json").toFile());
    assertThat(page.path("dependencies").fieldNames()).toIterable().containsExactly("preact");
  }

  @Test
  void everyTestThatOurPageOnSecurityNamesIsThere() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/security.md"));
    Matcher named = Pattern.compile("`(\\w+(?:Test|IT))(?:\\.(\\w+)\\.\\.\\.)?`").matcher(page);
    int found = 0;
    while (named.find()) {
      List<Path> tests = files(named.group(1) + ".java");
      assertThat(tests).as(named.group()).hasSize(1);
      if (named.group(2) != null) {
        assertThat(Files.readString(tests.get(0))).contains(" void " + named.group(2));
      }
      found++;
    }
    assertThat(found).isGreaterThan(30);
  }

  /** Akka brings another with the same classes, which has the holes. */
  @Test
  void whatReadsLz4IsThereOnceAndMended() throws IOException {
    List<URL> found =
        Collections.list(
            getClass().getClassLoader().getResources("net/jpountz/lz4/LZ4Factory.class"));

    assertThat(found).singleElement().asString().contains("at/yawk/lz4");
  }

  private static List<String> secretsIn(String text) {
    return SECRETS.entrySet().stream()
        .filter(secret -> secret.getValue().matcher(text).find())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Files that somebody wrote, of this name; all where it is empty. */
  private static List<Path> files(String name) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return MADE.contains(String.valueOf(folder.getFileName()))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()
                && attributes.size() < READ_AT_MOST
                && (name.isEmpty() || file.getFileName().toString().equals(name))) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }
}
