package footfall.api.settings;

import footfall.api.rest.Fields;
import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Host names as DNS has them. */
final class Domains {
  private static final int LONGEST = 253;
  private static final int MOST = 100;
  private static final Pattern HOST =
      Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

  private Domains() {}

  /** In lower case, other alphabets in ASCII; a 400 where it is no host name. */
  static String one(Fields fields, String name) {
    return ascii(fields, name, fields.text(name, 1, LONGEST), "a host name such as example.org");
  }

  static List<String> list(Fields fields, String name) {
    String form = "a list of at most 100 host names such as example.org";
    return fields.texts(name, MOST, LONGEST).stream()
        .map(host -> ascii(fields, name, host, form))
        .distinct()
        .toList();
  }

  private static String ascii(Fields fields, String name, String host, String form) {
    try {
      String ascii = IDN.toASCII(host, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
      if (ascii.length() <= LONGEST && HOST.matcher(ascii).matches()) {
        return ascii;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw fields.wrong(name, form);
  }
}
