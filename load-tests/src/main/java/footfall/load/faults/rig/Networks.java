package footfall.load.faults.rig;

import footfall.load.faults.Place;
import footfall.localstack.Addresses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A network for each node of one machine: every node has a network namespace of its own, and a hub
 * between them and the machine hands on what they send, or drops it without a word. What is not
 * started in a namespace (stores, whoever sends hits) is reached at {@link #machine()}; nothing
 * here can be reached from outside of the machine.
 *
 * <pre>{@code
 * try (Networks networks = Networks.create(3)) {
 *   // start stores that listen at networks.machine(), and nodes at networks.of(...)
 *   try (Networks.Cut cut = networks.cut(1, 2)) {
 *     // node 1 hears node 2, and node 2 hears nothing of node 1
 *   }
 * }
 * }</pre>
 */
public final class Networks implements Place.Places, AutoCloseable {
  private static final int FIRST = 64;
  private static final int LAST = 127;

  /** The machine itself, where a node is meant. */
  private static final int MACHINE = -1;

  private final int nodes;
  private final int network;
  private final Set<List<String>> cuts = ConcurrentHashMap.newKeySet();

  private Networks(int nodes, int network) {
    this.nodes = nodes;
    this.network = network;
  }

  /** A cut that is there until it is closed. */
  public interface Cut extends AutoCloseable {
    @Override
    void close() throws IOException;
  }

  /** Why there can be none here; empty where there can. */
  public static Optional<String> cannotRun() {
    return Tool.trying(
        "a network namespace",
        () -> {
          Tool.run("ip", "netns", "add", Mark.of("try"));
          Tool.run("ip", "netns", "del", Mark.of("try"));
        });
  }

  /**
   * Makes them; at most one of these may be open in a process.
   *
   * @param nodes 1 to 200; they are numbered from 0
   */
  public static Networks create(int nodes) throws IOException {
    if (nodes < 1 || nodes > 200) {
      throw new IllegalArgumentException("nodes must lie in 1..200, was " + nodes);
    }
    Leftovers.remove();
    Networks networks = new Networks(nodes, freeNetwork());
    // Ctrl-C must not leave them behind.
    Runtime.getRuntime().addShutdownHook(new Thread(networks::removeAtExit, "remove-networks"));
    try {
      networks.makeHub();
      for (int node = 0; node < nodes; node++) {
        networks.makeNode(node);
      }
      return networks;
    } catch (IOException | RuntimeException e) {
      networks.close();
      throw e;
    }
  }

  /** Second part of addresses 10.x.0.0/16 that this machine has no route to. */
  private static int freeNetwork() throws IOException {
    for (int candidate = FIRST; candidate <= LAST; candidate++) {
      String routes = Tool.run("ip", "route", "show", "root", "10." + candidate + ".0.0/16");
      if (routes.isBlank()) {
        return candidate;
      }
    }
    throw new IOException("every network from 10.64.0.0/16 to 10.127.0.0/16 is in use");
  }

  private void makeHub() throws IOException {
    Tool.run("ip", "netns", "add", hub());
    Tool.run("ip", "netns", "exec", hub(), "sysctl", "-qw", "net.ipv4.ip_forward=1");
    List<String> link = new ArrayList<>(List.of("ip", "link", "add", machineLink()));
    link.addAll(List.of("type", "veth", "peer", "name", hubLink(MACHINE), "netns", hub()));
    Tool.run(link);
    Tool.run("ip", "address", "add", machine() + "/24", "dev", machineLink());
    Tool.run("ip", "link", "set", machineLink(), "up");
    linkHub(MACHINE);
    Tool.run("ip", "route", "add", "10." + network + ".0.0/16", "via", gateway(MACHINE));
  }

  private void makeNode(int node) throws IOException {
    String name = namespace(node);
    Tool.run("ip", "netns", "add", name);
    Tool.run("ip", "-n", name, "link", "set", "lo", "up");
    List<String> link = new ArrayList<>(List.of("ip", "-n", hub(), "link", "add", hubLink(node)));
    link.addAll(List.of("type", "veth", "peer", "name", "eth0", "netns", name));
    Tool.run(link);
    linkHub(node);
    Tool.run("ip", "-n", name, "address", "add", host(node) + "/24", "dev", "eth0");
    Tool.run("ip", "-n", name, "link", "set", "eth0", "up");
    Tool.run("ip", "-n", name, "route", "add", "default", "via", gateway(node));
  }

  private void linkHub(int place) throws IOException {
    String gateway = gateway(place) + "/24";
    Tool.run("ip", "-n", hub(), "address", "add", gateway, "dev", hubLink(place));
    Tool.run("ip", "-n", hub(), "link", "set", hubLink(place), "up");
  }

  private static String hub() {
    return Mark.of("hub");
  }

  private static String namespace(int node) {
    return Mark.of("n" + node);
  }

  /** Names of links end at 15 letters. */
  private static String machineLink() {
    return "ff" + ProcessHandle.current().pid();
  }

  private static String hubLink(int place) {
    return "v" + (place + 1);
  }

  private String gateway(int place) {
    return "10." + network + "." + (place + 1) + ".1";
  }

  /** Where nodes reach what runs outside of all namespaces. */
  public String machine() {
    return host(MACHINE);
  }

  /** Where everybody reaches a node. */
  public String host(int node) {
    if (node < MACHINE || node >= nodes) {
      throw new IllegalArgumentException("there is no node " + node + " of " + nodes);
    }
    return "10." + network + "." + (node + 1) + ".2";
  }

  /** What comes before a command that is to run as this node; the process becomes the command. */
  List<String> launcher(int node) {
    return List.of("ip", "netns", "exec", namespace(node));
  }

  /** In its namespace; the stores must listen at {@link #machine()}. */
  @Override
  public Place of(int node, Addresses stores) {
    if (!stores.host().equals(machine())) {
      throw new IllegalArgumentException(
          "stores must listen at %s, not %s: no node reaches them there"
              .formatted(machine(), stores.host()));
    }
    return new Place(host(node), launcher(node), Map.of());
  }

  /** What one node sends another is lost from now on, without a word to the sender. */
  public Cut cut(int from, int to) throws IOException {
    return cut(List.of(rule(from, to)));
  }

  /** Neither of two nodes hears the other. */
  public Cut cutBoth(int one, int other) throws IOException {
    return cut(List.of(rule(one, other), rule(other, one)));
  }

  /** A node and what listens at {@link #machine()} on this port do not hear each other. */
  public Cut cutFromStore(int node, int port) throws IOException {
    String number = Integer.toString(port);
    List<String> asks = new ArrayList<>(rule(node, MACHINE));
    asks.addAll(List.of("ipproto", "tcp", "dport", number));
    List<String> answers = new ArrayList<>(rule(MACHINE, node));
    answers.addAll(List.of("ipproto", "tcp", "sport", number));
    return cut(List.of(asks, answers));
  }

  private List<String> rule(int from, int to) {
    return List.of("from", host(from), "to", host(to), "blackhole");
  }

  private Cut cut(List<List<String>> rules) throws IOException {
    for (List<String> rule : rules) {
      if (!cuts.add(rule)) {
        throw new IllegalStateException("there already is a cut " + rule);
      }
      change("add", rule);
    }
    return () -> {
      for (List<String> rule : rules) {
        heal(rule);
      }
    };
  }

  /** Ends every cut that is still there. */
  public void healAll() throws IOException {
    for (List<String> rule : List.copyOf(cuts)) {
      heal(rule);
    }
  }

  private void heal(List<String> rule) throws IOException {
    if (cuts.remove(rule)) {
      change("del", rule);
    }
  }

  private static void change(String how, List<String> rule) throws IOException {
    List<String> command = new ArrayList<>(List.of("ip", "-n", hub(), "rule", how));
    command.addAll(rule);
    Tool.run(command);
  }

  /** Removes all of it; what still runs in a namespace goes on without a network. */
  @Override
  public void close() throws IOException {
    if (Files.exists(Path.of("/sys/class/net", machineLink()))) {
      Tool.run("ip", "link", "del", machineLink());
    }
    for (String name : namespaces()) {
      if (name.startsWith(Mark.of(""))) {
        Tool.run("ip", "netns", "del", name);
      }
    }
  }

  private void removeAtExit() {
    try {
      close();
    } catch (IOException e) {
      System.err.println(
          "network namespaces are left, the next run removes them: " + e.getMessage());
    }
  }

  /** Ends and removes what killed processes have left, with whatever still runs in it. */
  static void removeLeftBehind() throws IOException {
    for (String name : namespaces()) {
      if (Mark.isLeftBehind(name)) {
        for (String pid : Tool.run("ip", "netns", "pids", name).lines().toList()) {
          ProcessHandle.of(Long.parseLong(pid.strip())).ifPresent(ProcessHandle::destroyForcibly);
        }
        Tool.run("ip", "netns", "del", name);
      }
    }
  }

  private static List<String> namespaces() throws IOException {
    return Tool.run("ip", "netns", "list")
        .lines()
        .map(line -> line.split(" ", 2)[0])
        .filter(name -> !name.isBlank())
        .toList();
  }
}
