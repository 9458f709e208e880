package footfall.localstack.up;

import footfall.localstack.ClassArchive;
import footfall.localstack.LocalStack;
import footfall.localstack.Ports;
import footfall.localstack.Service;
import footfall.localstack.StackSettings;
import footfall.localstack.up.UpSettings.Port;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/**
 * Entry that the build calls: starts everything once on data of its own, makes an account and a
 * website, lets a hit come to the live page, stops it all, and keeps of each JVM the archive of its
 * classes. Nothing happens where the archives are newer than the jars.
 */
public final class RecordClasses {
  private static final PrintStream OUT = System.out;

  private RecordClasses() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path home = Path.of(System.getProperty("footfall.home")).toAbsolutePath().normalize();
    List<Path> libs =
        List.of(
            home.resolve("local-stack/services/kafka/target/lib"),
            home.resolve("local-stack/services/cassandra/target/lib"),
            NodePart.lib(home));
    if (libs.stream().noneMatch(lib -> new ClassArchive(lib).isStale())) {
      return;
    }
    OUT.println("recording classes, so that later starts are quicker (half a minute)");
    System.setProperty(ClassArchive.RECORDING, "true");
    run(home, home.resolve("target/recording"));
    libs.forEach(lib -> new ClassArchive(lib).keep());
  }

  private static void run(Path home, Path data) throws IOException, InterruptedException {
    Map<Port, Integer> ports = new EnumMap<>(Port.class);
    for (Port port : Port.values()) {
      ports.put(port, Ports.free());
    }
    UpSettings settings = new UpSettings(data, false, false, ports);
    EnumSet<Service> all = EnumSet.allOf(Service.class);
    try (LocalStack stack =
        LocalStack.start(new StackSettings(data, all, Map.of(), false, line -> {}))) {
      String token = SetupToken.fresh();
      NodePart node = NodePart.ofUp(home, settings, stack.addresses(), token);
      try {
        node.start();
        new FirstVisit("127.0.0.1:" + settings.port(Port.HTTP)).make(token);
      } finally {
        node.stop();
      }
    }
  }
}
