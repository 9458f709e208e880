package footfall.load.bench.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class LinePlotTest {
  private static final LinePlot.Line ONE =
      new LinePlot.Line(
          "few & far < many",
          List.of(
              new LinePlot.Dot(100_000, 50),
              new LinePlot.Dot(1, 200),
              new LinePlot.Dot(1_000, 100)));
  private static final LinePlot.Line TWO =
      new LinePlot.Line("other", List.of(new LinePlot.Dot(1, 10)));

  private static Document drawn(LinePlot.Panel... panels) throws Exception {
    String svg = new LinePlot("Websites", "websites", List.of(panels)).svg();
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Element> all(Document svg, String tag) {
    NodeList found = svg.getElementsByTagName(tag);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  private static List<String> texts(Document svg) {
    return all(svg, "text").stream().map(Element::getTextContent).toList();
  }

  @Test
  void everyAxisIsLabelledAndEveryMeasuredPlaceHasATick() throws Exception {
    Document svg = drawn(new LinePlot.Panel("hits/s", List.of(ONE, TWO)));

    assertThat(texts(svg))
        .contains("hits/s", "websites", "few & far < many", "other")
        .contains("1", "1,000", "100,000")
        .contains("0", "50", "100", "150", "200");
  }

  @Test
  void equalRatiosAreEquallyFarApartAndLineUpWithTheirTicks() throws Exception {
    Document svg =
        drawn(
            new LinePlot.Panel(
                "ms",
                List.of(
                    new LinePlot.Line(
                        "",
                        List.of(
                            new LinePlot.Dot(10, 1),
                            new LinePlot.Dot(100, 2),
                            new LinePlot.Dot(1_000, 4))))));

    List<Double> x =
        all(svg, "circle").stream().map(c -> Double.parseDouble(c.getAttribute("cx"))).toList();
    assertThat(x.get(1) - x.get(0)).isCloseTo(x.get(2) - x.get(1), within(0.2)).isPositive();
    assertThat(all(svg, "polyline").get(0).getAttribute("points").split(" ")).hasSize(3);
  }

  private static org.assertj.core.data.Offset<Double> within(double most) {
    return org.assertj.core.data.Offset.offset(most);
  }

  @Test
  void twiceTheValueIsTwiceAsHighAboveTheGround() throws Exception {
    Document svg = drawn(new LinePlot.Panel("hits/s", List.of(ONE)));

    List<Double> y =
        all(svg, "circle").stream().map(c -> Double.parseDouble(c.getAttribute("cy"))).toList();
    double ground =
        all(svg, "line").stream()
            .mapToDouble(line -> Double.parseDouble(line.getAttribute("y1")))
            .max()
            .orElseThrow();
    assertThat(ground - y.get(0)).isCloseTo(2 * (ground - y.get(1)), within(0.3));
    assertThat(ground - y.get(1)).isCloseTo(2 * (ground - y.get(2)), within(0.3));
  }

  @Test
  void itIsLegibleOnADarkGroundToo() {
    String svg = new LinePlot("t", "x", List.of(new LinePlot.Panel("y", List.of(ONE)))).svg();

    assertThat(svg).contains("prefers-color-scheme: dark", "class=\"ground\"");
  }

  @Test
  void aPlotOfOnePlaceAndOfNothingButZeroIsStillDrawn() throws Exception {
    Document svg =
        drawn(
            new LinePlot.Panel(
                "ms", List.of(new LinePlot.Line("", List.of(new LinePlot.Dot(8, 0))))));

    assertThat(all(svg, "circle")).hasSize(1);
    assertThat(svg.getDocumentElement().getTextContent()).doesNotContain("NaN");
  }

  @Test
  void aScaleStepsByOneTwoTwoAndAHalfOrFive() {
    assertThat(LinePlot.niceStep(100)).isEqualTo(100);
    assertThat(LinePlot.niceStep(101)).isEqualTo(200);
    assertThat(LinePlot.niceStep(0.021)).isEqualTo(0.025);
    assertThat(LinePlot.niceStep(30_000)).isEqualTo(50_000);
    assertThat(LinePlot.niceStep(70)).isEqualTo(100);
    assertThat(LinePlot.niceStep(0)).isEqualTo(1);
  }

  @Test
  void numbersAreWrittenWithoutTrailingZeros() {
    assertThat(LinePlot.number(100_000)).isEqualTo("100,000");
    assertThat(LinePlot.number(0.025)).isEqualTo("0.025");
    assertThat(LinePlot.number(0)).isEqualTo("0");
    assertThat(LinePlot.number(10)).isEqualTo("10");
  }
}
