package footfall.localstack.up;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What {@code node} was asked for.
 *
 * @param data directory of the {@code up} whose cluster is joined
 * @param host address of this machine that the node listens on, always with the ports of {@code up}
 * @param roles as the node reads them; it says which there are
 */
record JoinSettings(Path data, String host, String roles) {
  static final String USAGE =
      """
      ./footfall node [--host ADDRESS] [--roles ROLES] [--data DIR]
        adds a node to the cluster that ./footfall up runs; Ctrl-C takes it out again
        --host ADDRESS  of this machine, for its HTTP server and remoting, on the ports of up's
                        node (default 127.0.0.2; each further node needs one of its own)
        --roles ROLES   ingest, api or both with a comma between (FOOTFALL_ROLES, default both)
        --data DIR      that of up (FOOTFALL_DATA, default .footfall)""";

  private static final String DIGITS = "(\\d|[1-9]\\d|1\\d\\d|2[0-4]\\d|25[0-5])";

  JoinSettings {
    if (!host.matches(DIGITS + "(\\." + DIGITS + "){3}")) {
      throw new UpSettings.BadSetting(
          "--host must be an IPv4 address of this machine such as 127.0.0.12, was " + host);
    }
    if (host.equals(JoinedNodes.FIRST_HOST)) {
      throw new UpSettings.BadSetting(
          "--host must not be that of up's node, 127.0.0.1: choose another such as 127.0.0.2");
    }
  }

  static JoinSettings parse(List<String> arguments, Map<String, String> environment, Path home) {
    String host = "127.0.0.2";
    String roles = environment.getOrDefault("FOOTFALL_ROLES", "ingest,api");
    String data = environment.getOrDefault("FOOTFALL_DATA", "");
    for (int i = 0; i < arguments.size(); i += 2) {
      String flag = arguments.get(i);
      if (!List.of("--host", "--roles", "--data").contains(flag)) {
        throw new UpSettings.BadSetting("unknown argument " + flag + "\n" + USAGE);
      }
      if (i + 1 == arguments.size()) {
        throw new UpSettings.BadSetting(flag + " needs a value\n" + USAGE);
      }
      String value = arguments.get(i + 1);
      switch (flag) {
        case "--host" -> host = value;
        case "--roles" -> roles = value;
        default -> data = value;
      }
    }
    return new JoinSettings(
        data.isEmpty() ? home.resolve(".footfall") : Path.of(data).toAbsolutePath().normalize(),
        host,
        roles);
  }
}
