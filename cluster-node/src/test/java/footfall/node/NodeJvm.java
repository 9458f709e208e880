package footfall.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A JVM of its own on the class path of the tests. */
final class NodeJvm {
  private NodeJvm() {}

  /** Knows no variables of Footfall but those given. */
  static ProcessBuilder of(String main, Map<String, String> variables) {
    ProcessBuilder jvm = new ProcessBuilder(command(main, List.of()));
    jvm.environment().keySet().removeIf(name -> name.startsWith("FOOTFALL_"));
    jvm.environment().putAll(variables);
    return jvm;
  }

  static List<String> command(String main, List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    return command;
  }
}
