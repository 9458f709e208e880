package footfall.load.faults.rig;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that takes connections, and can be told to make some; ends with its input. */
final class Peer implements AutoCloseable {
  static final int PORT = 4711;
  private static final int PATIENCE_MILLIS = 700;

  private final Process process;
  private final BufferedReader answers;
  private final PrintWriter orders;

  private Peer(Process process) {
    this.process = process;
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.orders = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
  }

  /** Returns when it takes connections at its address. */
  static Peer start(List<String> launcher, String host) throws IOException {
    List<String> command = new ArrayList<>(launcher);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), Peer.class.getName(), host));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Peer peer = new Peer(process);
    if (!"ready".equals(peer.answers.readLine())) {
      throw new IOException("no peer at " + host);
    }
    return peer;
  }

  /** True where what it says to an address comes back. */
  boolean reaches(String host) throws IOException {
    orders.println(host);
    return Boolean.parseBoolean(answers.readLine());
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  public static void main(String[] arguments) throws IOException {
    ServerSocket door = new ServerSocket();
    door.bind(new InetSocketAddress(arguments[0], PORT));
    Thread echo = new Thread(() -> echo(door));
    echo.setDaemon(true);
    echo.start();
    System.out.println("ready");
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String host = orders.readLine(); host != null; host = orders.readLine()) {
      System.out.println(isEchoedBy(host));
    }
  }

  private static void echo(ServerSocket door) {
    while (true) {
      try (Socket socket = door.accept()) {
        socket.getOutputStream().write(socket.getInputStream().read());
      } catch (IOException gone) {
        // the next one
      }
    }
  }

  static boolean isEchoedBy(String host) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, PORT), PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(1);
      return socket.getInputStream().read() == 1;
    } catch (IOException silence) {
      return false;
    }
  }
}
