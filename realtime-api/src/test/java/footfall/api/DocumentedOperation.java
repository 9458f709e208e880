package footfall.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An operation as {@code openapi/accounts.yaml} promises it.
 *
 * @param role anybody, account, or the least role on the website
 * @param scopes of which an API key needs one
 * @param shared whether a shared link is enough
 */
record DocumentedOperation(
    String method, String path, String role, Set<String> scopes, boolean shared) {
  private static final Pattern PATH = Pattern.compile("^  (/\\S*):$");
  private static final Pattern METHOD = Pattern.compile("^    (get|post|patch|put|delete):$");
  private static final Pattern ROLE = Pattern.compile("^      x-role: (\\w+)$");
  private static final Pattern SCOPES = Pattern.compile("^      x-scopes: \\[(.*)]$");
  private static final Pattern SHARED = Pattern.compile("^      x-shared: true$");

  @Override
  public String toString() {
    return method + " " + path;
  }

  boolean isOfAWebsite() {
    return path.contains("{website_id}");
  }

  static List<DocumentedOperation> all() {
    List<DocumentedOperation> all = new ArrayList<>();
    String path = "";
    for (String line : text().split("\n", -1)) {
      Matcher at = PATH.matcher(line);
      Matcher method = METHOD.matcher(line);
      if (at.matches()) {
        path = at.group(1);
      } else if (method.matches()) {
        String name = method.group(1).toUpperCase(Locale.ROOT);
        all.add(new DocumentedOperation(name, path, "", Set.of(), false));
      } else if (!all.isEmpty()) {
        all.add(all.remove(all.size() - 1).with(line));
      }
    }
    return all;
  }

  private DocumentedOperation with(String line) {
    Matcher ofRole = ROLE.matcher(line);
    Matcher ofScopes = SCOPES.matcher(line);
    if (ofRole.matches()) {
      return new DocumentedOperation(method, path, ofRole.group(1), scopes, shared);
    }
    if (ofScopes.matches()) {
      return new DocumentedOperation(
          method, path, role, Set.of(ofScopes.group(1).split(", ", -1)), shared);
    }
    return SHARED.matcher(line).matches()
        ? new DocumentedOperation(method, path, role, scopes, true)
        : this;
  }

  private static String text() {
    try (InputStream file =
        DocumentedOperation.class.getResourceAsStream("/openapi/accounts.yaml")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
