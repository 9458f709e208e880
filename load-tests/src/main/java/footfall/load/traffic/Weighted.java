package footfall.load.traffic;

import java.util.List;
import java.util.SplittableRandom;

/** A choice among a few values with integer weights. */
final class Weighted<T> {
  /** One value and how often it is picked, relative to the others. */
  record Choice<T>(int weight, T value) {}

  private final List<Choice<T>> choices;
  private final int total;

  Weighted(List<Choice<T>> choices) {
    this.choices = List.copyOf(choices);
    this.total = this.choices.stream().mapToInt(Choice::weight).sum();
  }

  static <T> Choice<T> of(int weight, T value) {
    return new Choice<>(weight, value);
  }

  T pick(SplittableRandom random) {
    int left = random.nextInt(total);
    for (Choice<T> choice : choices) {
      left -= choice.weight();
      if (left < 0) {
        return choice.value();
      }
    }
    throw new IllegalStateException("weights do not add up");
  }
}
