package footfall.api.account;

import footfall.api.rest.Fields;
import footfall.persistence.metadata.User;
import footfall.persistence.metadata.Users;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** What requests say of an account, checked. */
final class Accounts {
  private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+");
  private static final int LONGEST_EMAIL = 254;
  private static final int LONGEST_NAME = 100;

  private Accounts() {}

  /** In lower case; a 400 where it has not the form of one. */
  static String email(Fields fields) {
    String email = fields.text("email", 3, LONGEST_EMAIL).toLowerCase(Locale.ROOT);
    if (!EMAIL.matcher(email).matches()) {
      throw fields.wrong("email", "an address such as ann@example.org");
    }
    return email;
  }

  /** One that exists, as it was typed: too short ones are merely wrong. */
  static String password(Fields fields, String name) {
    return fields.text(name, 1, Passwords.LONGEST);
  }

  /** One to be kept. */
  static String newPassword(Fields fields, String name) {
    return fields.text(name, Passwords.SHORTEST, Passwords.LONGEST);
  }

  /** An account as a request describes it; its password is hashed once all else is right. */
  static Users.WithPassword newcomer(Fields fields, Passwords passwords) {
    User user = new User(UUID.randomUUID(), email(fields), fields.text("name", 1, LONGEST_NAME));
    String password = newPassword(fields, "password");
    fields.end();
    return new Users.WithPassword(user, passwords.hash(password));
  }
}
