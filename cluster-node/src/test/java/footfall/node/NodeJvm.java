package footfall.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A JVM on the class path of the tests that knows no variables of Footfall but those given. */
final class NodeJvm {
  private NodeJvm() {}

  static ProcessBuilder of(String main, List<String> options, Map<String, String> variables) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    ProcessBuilder jvm = new ProcessBuilder(command);
    jvm.environment().keySet().removeIf(name -> name.startsWith("FOOTFALL_"));
    jvm.environment().putAll(variables);
    return jvm;
  }
}
