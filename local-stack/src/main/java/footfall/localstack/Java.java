package footfall.localstack;

import java.nio.file.Path;
import java.util.List;

/** The Java runtime that runs this JVM, for its children. */
public final class Java {
  /**
   * Leaves the optimizing compiler to code four times as hot as by default: at a start it would
   * else take a quarter of the processor for code that never runs again.
   */
  public static final List<String> LATE_OPTIMIZING =
      List.of(
          "-XX:Tier4InvocationThreshold=20000",
          "-XX:Tier4MinInvocationThreshold=2400",
          "-XX:Tier4CompileThreshold=60000",
          "-XX:Tier4BackEdgeThreshold=160000");

  private Java() {}

  static Path home() {
    return Path.of(System.getProperty("java.home"));
  }

  public static String program() {
    return home().resolve("bin/java").toString();
  }
}
