package footfall.load.bench.moves;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One planned move of a shard, as the logs of the nodes tell it: from the last records that it took
 * in on one node to the first that it took in on another.
 *
 * @param ordered when its node was told to hand it over
 * @param again records taken in before and then once more, because the last checkpoint was missed
 */
record Gap(int partition, OffsetDateTime ordered, Duration length, long again) {
  private static final Pattern LINE =
      Pattern.compile(
          "^(\\S+) .* shard (\\d+) (?:hands over after offset (-?\\d+), taken in (\\d+) ms ago"
              + "|takes in from offset (\\d+))$");

  /** A line of a log; {@code ago} is negative where the shard begins to take in. */
  private record Line(OffsetDateTime at, int partition, long offset, long ago) {}

  /** The moves in these logs, the first first; a shard that was killed in between has not moved. */
  static List<Gap> in(List<Path> logs) throws IOException {
    List<Line> lines = new ArrayList<>();
    for (Path log : logs) {
      for (String text : Files.readAllLines(log)) {
        Matcher found = LINE.matcher(text);
        if (found.matches()) {
          lines.add(line(found));
        }
      }
    }
    lines.sort(Comparator.comparing(Line::at));
    return paired(lines);
  }

  private static Line line(Matcher found) {
    boolean handsOver = found.group(3) != null;
    return new Line(
        OffsetDateTime.parse(found.group(1)),
        Integer.parseInt(found.group(2)),
        Long.parseLong(found.group(handsOver ? 3 : 5)),
        handsOver ? Long.parseLong(found.group(4)) : -1);
  }

  private static List<Gap> paired(List<Line> lines) {
    Map<Integer, Line> handedOver = new HashMap<>();
    List<Gap> gaps = new ArrayList<>();
    for (Line line : lines) {
      if (line.ago >= 0) {
        handedOver.putIfAbsent(line.partition, line); // moved on before it took anything in
      } else {
        Line before = handedOver.remove(line.partition);
        if (before != null) {
          OffsetDateTime last = before.at.minus(Duration.ofMillis(before.ago));
          long again = Math.max(0, before.offset + 1 - line.offset);
          gaps.add(new Gap(line.partition, before.at, Duration.between(last, line.at), again));
        }
      }
    }
    return gaps;
  }
}
