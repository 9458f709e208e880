package footfall.api.account;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.databind.node.ObjectNode;
import footfall.api.access.Caller;
import footfall.api.access.Refused;
import footfall.api.rest.Answers;
import footfall.persistence.metadata.AccessDirectory;
import footfall.persistence.metadata.Members;
import footfall.persistence.metadata.Membership;
import footfall.persistence.metadata.User;
import footfall.persistence.metadata.UserSession;
import footfall.persistence.metadata.Users;
import java.util.List;
import java.util.Optional;

/** What a browser gets that is signed in: who it is, what it sees, and its cookie. */
final class SignedIn {
  private final AccessDirectory directory;
  private final Members members;
  private final Sessions sessions;
  private final Devices devices;

  SignedIn(AccessDirectory directory, Members members, Sessions sessions, Devices devices) {
    this.directory = directory;
    this.members = members;
    this.sessions = sessions;
    this.devices = devices;
  }

  /**
   * Begins a session, in a browser that is known from now on. Says which websites PostgreSQL has:
   * this node may not know yet of those that the account has just got.
   *
   * @throws Refused 401 where the account's password was changed since it was read
   */
  HttpResponse begin(Users.WithPassword account, Caller caller) {
    Sessions.Begun begun = sessions.begin(account, caller).orElseThrow(SignedIn::wrongCredentials);
    User user = account.user();
    return Answers.ok(who(user, begun.session().csrfToken(), members.of(user.userId())))
        .addHeader(devices.signedIn(user.email(), caller))
        .addHeader(begun.cookie());
  }

  /** The same whatever is wrong. */
  static Refused wrongCredentials() {
    return Refused.unauthorized(
        "wrong_credentials", "There is no account with this email and password.");
  }

  /** The same for a session that goes on, whose cookie is renewed now and then. */
  HttpResponse again(User user, UserSession session, Caller caller) {
    HttpResponse answer =
        Answers.ok(who(user, session.csrfToken(), directory.memberships(user.userId())));
    Optional<HttpHeader> renewed = sessions.rotated(session, caller);
    return renewed.map(answer::addHeader).orElse(answer);
  }

  void end(UserSession session) {
    sessions.end(session);
  }

  private static ObjectNode who(User user, String csrfToken, List<Membership> websites) {
    ObjectNode body = Answers.object();
    body.putObject("user")
        .put("user_id", user.userId().toString())
        .put("email", user.email())
        .put("name", user.name());
    body.put("csrf_token", csrfToken);
    websites.stream().map(Memberships::json).forEach(body.putArray("websites")::add);
    return body;
  }
}
