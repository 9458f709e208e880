package footfall.api.account;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import footfall.api.access.Caller;
import footfall.api.access.Refused;
import footfall.api.rest.Answers;
import footfall.persistence.metadata.AccessDirectory;
import footfall.persistence.metadata.Role;
import footfall.persistence.metadata.User;
import footfall.persistence.metadata.UserSession;
import footfall.persistence.metadata.Users;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a browser gets that is signed in: who it is, what it sees, and its cookie. */
final class SignedIn {
  private final AccessDirectory directory;
  private final Sessions sessions;
  private final Devices devices;

  SignedIn(AccessDirectory directory, Sessions sessions, Devices devices) {
    this.directory = directory;
    this.sessions = sessions;
    this.devices = devices;
  }

  /**
   * Begins a session, in a browser that is known from now on.
   *
   * @throws Refused 401 where the account's password was changed since it was read
   */
  HttpResponse begin(Users.WithPassword account, Caller caller) {
    Sessions.Begun begun = sessions.begin(account, caller).orElseThrow(SignedIn::wrongCredentials);
    return Answers.ok(who(account.user(), begun.session().csrfToken()))
        .addHeader(devices.cookie(account.user().email(), caller))
        .addHeader(begun.cookie());
  }

  /** The same whatever is wrong. */
  static Refused wrongCredentials() {
    return Refused.unauthorized(
        "wrong_credentials", "There is no account with this email and password.");
  }

  /** The same for a session that goes on, whose cookie is renewed now and then. */
  HttpResponse again(User user, UserSession session, Caller caller) {
    HttpResponse answer = Answers.ok(who(user, session.csrfToken()));
    Optional<HttpHeader> renewed = sessions.rotated(session, caller);
    return renewed.map(answer::addHeader).orElse(answer);
  }

  void end(UserSession session) {
    sessions.end(session);
  }

  private ObjectNode who(User user, String csrfToken) {
    ObjectNode body = Answers.object();
    body.putObject("user")
        .put("user_id", user.userId().toString())
        .put("email", user.email())
        .put("name", user.name());
    body.put("csrf_token", csrfToken);
    ArrayNode websites = body.putArray("websites");
    Map<String, Role> roles = new TreeMap<>(directory.roles(user.userId()));
    roles.forEach(
        (websiteId, role) ->
            websites
                .addObject()
                .put("website_id", websiteId)
                .put("domain", directory.domain(websiteId).orElse(websiteId))
                .put("role", role.wire()));
    return body;
  }
}
