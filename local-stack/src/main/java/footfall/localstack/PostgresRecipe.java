package footfall.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** One PostgreSQL server with a user, a password and a database of the same name. */
final class PostgresRecipe implements ServiceRecipe {
  static final String NAME = "footfall";

  /** Whoever reaches the address it listens on may try the password. */
  private static final String ACCESS = "pg_hba.conf";

  private static final String CANNOT_CONNECT_NOW = "57P03";

  private final Place place;

  PostgresRecipe(Place place) {
    this.place = place;
  }

  static String jdbcUrl(String host, int port) {
    return "jdbc:postgresql://" + host + ":" + port + "/" + NAME;
  }

  @Override
  public void prepare() throws IOException, InterruptedException {
    Path data = data();
    if (!Files.exists(data.resolve("PG_VERSION"))) {
      createData(data);
    }
    place.file(ACCESS, "host all all all scram-sha-256\n");
  }

  private void createData(Path data) throws IOException, InterruptedException {
    PostgresFiles.delete(place.directory());
    Files.createDirectories(place.directory());
    Path fresh = place.directory().resolve("new");
    if (place.small()) {
      Path programs = PostgresFiles.unpack(place.home().unpacked());
      Path kept = programs.resolveSibling(programs.getFileName() + "-data");
      FirstData.lay(kept, fresh, () -> initialize(fresh));
    } else {
      initialize(fresh);
    }
    Files.move(fresh, data);
  }

  private void initialize(Path fresh) throws IOException, InterruptedException {
    Path password = place.file("password", NAME);
    List<String> initdb = program("initdb");
    initdb.addAll(List.of("-D", fresh.toString(), "-U", NAME, "-E", "UTF8"));
    initdb.addAll(List.of("--auth=scram-sha-256", "--pwfile=" + password, "--locale=C"));
    if (place.small()) {
      initdb.add("--no-sync");
    }
    Process process =
        new ProcessBuilder(initdb)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(place.log().toFile()))
            .start();
    if (process.waitFor() != 0) {
      throw new StackException("PostgreSQL's data could not be prepared, see " + place.log());
    }
    Files.delete(password);
  }

  @Override
  public List<String> command() {
    List<String> command = program("postgres");
    command.addAll(List.of("-D", data().toString(), "-p", Integer.toString(place.port())));
    List<String> settings =
        new ArrayList<>(
            List.of(
                "listen_addresses=" + place.host(),
                "hba_file=" + place.directory().resolve(ACCESS),
                "unix_socket_directories=",
                "shared_buffers=" + (place.small() ? "16MB" : "64MB"),
                "max_connections=" + 100,
                "dynamic_shared_memory_type=mmap"));
    if (place.small()) {
      // A commit outlives kill -9, but not the machine: for data that is thrown away.
      settings.addAll(List.of("fsync=off", "full_page_writes=off"));
    }
    settings.forEach(setting -> command.addAll(List.of("-c", setting)));
    return command;
  }

  /** A fast shutdown: PostgreSQL waits for its clients after TERM, but not after INT. */
  @Override
  public String stopSignal() {
    return "INT";
  }

  @Override
  public boolean isReady(String logSinceLaunch) {
    try (Connection connection = connect("postgres")) {
      return connection.isValid(1);
    } catch (SQLException notYet) {
      if (notYet.getSQLState() != null
          && !notYet.getSQLState().startsWith("08")
          && !CANNOT_CONNECT_NOW.equals(notYet.getSQLState())) {
        throw new StackException("PostgreSQL refuses its own user", notYet);
      }
      return false;
    }
  }

  @Override
  public void afterReady() {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      boolean exists =
          statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + NAME + "'").next();
      if (!exists) {
        statement.execute("CREATE DATABASE " + NAME);
      }
    } catch (SQLException e) {
      throw new StackException("PostgreSQL's database could not be created", e);
    }
  }

  private Connection connect(String database) throws SQLException {
    String url = "jdbc:postgresql://" + place.host() + ":" + place.port() + "/" + database;
    return DriverManager.getConnection(url + "?connectTimeout=2&loginTimeout=5", NAME, NAME);
  }

  private Path data() {
    return place.directory().resolve("data");
  }

  /** PostgreSQL refuses to run as root; in a user namespace of its own it is somebody else. */
  private List<String> program(String name) {
    Path binaries = PostgresFiles.unpack(place.home().unpacked());
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(binaries.resolve("bin/" + name).toString());
    return command;
  }
}
