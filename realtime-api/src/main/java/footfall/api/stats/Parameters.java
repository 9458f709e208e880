package footfall.api.stats;

import akka.http.javadsl.model.HttpRequest;
import akka.http.scaladsl.model.IllegalUriException;
import footfall.api.access.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The parameters of a request's address; each is known, and there once at most. */
final class Parameters {
  private final Map<String, List<String>> values;

  private Parameters(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * Reads them.
   *
   * @throws Refused 400 for an unknown one, or one that is there twice
   */
  static Parameters of(HttpRequest request, Set<String> known) {
    Map<String, List<String>> values = read(request);
    if (!known.containsAll(values.keySet())) {
      throw Refused.badRequest(
          "unknown_parameter",
          "Parameters are %s.".formatted(String.join(", ", known.stream().sorted().toList())));
    }
    values.forEach(
        (name, each) -> {
          if (each.size() > 1) {
            throw refused(name, "may be there once only");
          }
        });
    return new Parameters(values);
  }

  private static Map<String, List<String>> read(HttpRequest request) {
    try {
      return request.getUri().query().toMultiMap();
    } catch (IllegalUriException e) {
      throw Refused.badRequest("malformed_query", "The address's query must be URL encoded.");
    }
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name)).map(each -> each.get(0));
  }

  /**
   * What the parameter says, or {@code otherwise} where it is not there.
   *
   * @param read empty for a text that says nothing
   * @throws Refused 400 for such a text, naming what it {@code mustBe}
   */
  <T> T one(String name, Function<String, Optional<T>> read, T otherwise, String mustBe) {
    Optional<String> text = find(name);
    return text.isEmpty()
        ? otherwise
        : read.apply(text.get()).orElseThrow(() -> refused(name, "must be " + mustBe));
  }

  /** A whole number from 1 to {@code most}. */
  int count(String name, int otherwise, int most) {
    return one(name, text -> countOf(text, most), otherwise, "a whole number from 1 to " + most);
  }

  private static Optional<Integer> countOf(String text, int most) {
    return text.matches("[1-9][0-9]{0,8}")
        ? Optional.of(Integer.parseInt(text)).filter(number -> number <= most)
        : Optional.empty();
  }

  /** 400; what was sent is not repeated. */
  static Refused refused(String name, String rule) {
    return Refused.badRequest("invalid_parameter", "%s %s.".formatted(name, rule));
  }
}
