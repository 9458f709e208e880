package footfall.load;

import java.net.ConnectException;
import java.nio.file.NoSuchFileException;

/** What went wrong, as one sentence for the person at the terminal. */
final class Failure {
  static String sentence(Throwable failure) {
    if (failure instanceof NoSuchFileException missing) {
      return "no such file: " + missing.getFile();
    }
    if (failure instanceof ConnectException) {
      return "nobody answers; is the node running? start it with ./footfall up";
    }
    String message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }

  private Failure() {}
}
