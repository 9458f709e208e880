package footfall.protocol.hit;

import java.util.Map;

/**
 * What a website measures beyond the standard.
 *
 * @param dimensions index 1 to 20 to text
 * @param metrics index 1 to 20 to number
 * @param props free names to text
 */
public record Custom(
    Map<Integer, String> dimensions, Map<Integer, Double> metrics, Map<String, String> props) {

  public static final Custom NONE = new Custom(Map.of(), Map.of(), Map.of());

  public Custom {
    dimensions = Map.copyOf(dimensions);
    metrics = Map.copyOf(metrics);
    props = Map.copyOf(props);
  }
}
