package footfall.load.faults.rig;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whose something is: names that begin with {@code footfall-} and the id of the process. */
final class Mark {
  private static final Pattern MARKED = Pattern.compile("footfall-(\\d{1,10})(-.*)?");

  /** A name that only this process gives, such as {@code footfall-4711-hub}. */
  static String of(String what) {
    return "footfall-" + ProcessHandle.current().pid() + "-" + what;
  }

  /**
   * True for what a process has left that is gone. An id given anew keeps it until the next time:
   * nothing of a process that lives is ever taken.
   */
  static boolean isLeftBehind(String name) {
    return owner(name).map(pid -> ProcessHandle.of(pid).isEmpty()).orElse(false);
  }

  private static Optional<Long> owner(String name) {
    Matcher marked = MARKED.matcher(name);
    return marked.matches() ? Optional.of(Long.parseLong(marked.group(1))) : Optional.empty();
  }

  private Mark() {}
}
