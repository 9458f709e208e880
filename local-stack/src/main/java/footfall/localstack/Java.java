package footfall.localstack;

import java.nio.file.Path;

/** The Java runtime that runs this JVM, for its children. */
public final class Java {
  private Java() {}

  static Path home() {
    return Path.of(System.getProperty("java.home"));
  }

  public static String program() {
    return home().resolve("bin/java").toString();
  }
}
