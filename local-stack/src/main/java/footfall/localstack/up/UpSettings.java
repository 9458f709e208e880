package footfall.localstack.up;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code up} was asked for: a flag wins over its variable, the variable over the default.
 *
 * @param data directory of everything durable
 * @param stackOnly true to start the stores without the node
 * @param demo true to send simulated visitors to a website of their own
 * @param ports number of every port
 */
record UpSettings(Path data, boolean stackOnly, boolean demo, Map<Port, Integer> ports) {

  /** A port that {@code up} listens on, always on loopback. */
  enum Port {
    HTTP(8080),
    KAFKA(19092),
    CASSANDRA(19042),
    CLICKHOUSE(18123),
    POSTGRES(15432),
    REMOTING(25520),
    MANAGEMENT(8558);

    private final int number;

    Port(int number) {
      this.number = number;
    }

    String flag() {
      return "--" + name().toLowerCase(java.util.Locale.ROOT) + "-port";
    }

    String variable() {
      return "FOOTFALL_" + name() + "_PORT";
    }
  }

  /** Thrown for a flag or variable that cannot be read; the message says what is allowed. */
  static final class BadSetting extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadSetting(String message) {
      super(message);
    }
  }

  static final String USAGE =
      """
      ./footfall up [--data DIR] [--demo] [--stack-only] [--PART-port N]
        --data DIR     where everything is kept (FOOTFALL_DATA, default .footfall)
        --demo         make the website demo and send simulated visitors to it
        --stack-only   the four stores without the node
        --PART-port N  PART is http, kafka, cassandra, clickhouse, postgres, remoting or
                       management (FOOTFALL_PART_PORT)""";

  static boolean asksForHelp(String[] arguments) {
    return List.of(arguments).contains("--help") || List.of(arguments).contains("-h");
  }

  static UpSettings parse(List<String> arguments, Map<String, String> environment, Path home) {
    Map<String, String> flags = new TreeMap<>();
    boolean stackOnly = false;
    boolean demo = false;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--stack-only")) {
        stackOnly = true;
      } else if (argument.equals("--demo")) {
        demo = true;
      } else if (isKnown(argument) && i + 1 < arguments.size()) {
        flags.put(argument, arguments.get(++i));
      } else {
        throw new BadSetting(
            (isKnown(argument) ? argument + " needs a value" : "unknown argument " + argument)
                + "\n"
                + USAGE);
      }
    }
    if (demo && stackOnly) {
      throw new BadSetting("--demo needs a node to send to: leave out --stack-only");
    }
    String data = flags.getOrDefault("--data", environment.getOrDefault("FOOTFALL_DATA", ""));
    return new UpSettings(
        data.isEmpty() ? home.resolve(".footfall") : Path.of(data).toAbsolutePath().normalize(),
        stackOnly,
        demo,
        ports(flags, environment));
  }

  private static Map<Port, Integer> ports(
      Map<String, String> flags, Map<String, String> environment) {
    Map<Port, Integer> ports = new TreeMap<>();
    for (Port port : Port.values()) {
      String variable = environment.get(port.variable());
      if (flags.containsKey(port.flag())) {
        ports.put(port, number(port.flag(), flags.get(port.flag())));
      } else if (variable != null) {
        ports.put(port, number(port.variable(), variable));
      } else {
        ports.put(port, port.number);
      }
    }
    return ports;
  }

  private static boolean isKnown(String argument) {
    return argument.equals("--data")
        || List.of(Port.values()).stream().anyMatch(port -> port.flag().equals(argument));
  }

  private static int number(String name, String text) {
    if (text.matches("\\d{1,5}")) {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= 65_535) {
        return number;
      }
    }
    throw new BadSetting(name + " must be a port number in 1..65535, was " + text);
  }

  int port(Port port) {
    return ports.get(port);
  }

  /** The ports that are taken by what is started. */
  List<Port> usedPorts() {
    return ports.keySet().stream()
        .filter(
            port ->
                !stackOnly
                    || (port != Port.HTTP && port != Port.REMOTING && port != Port.MANAGEMENT))
        .toList();
  }
}
