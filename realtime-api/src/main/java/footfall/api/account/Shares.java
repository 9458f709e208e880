package footfall.api.account;

import akka.http.javadsl.model.HttpResponse;
import footfall.api.access.Refused;
import footfall.api.access.Token;
import footfall.api.rest.Answers;
import footfall.api.rest.Call;
import footfall.api.rest.Fields;
import footfall.api.rest.Need;
import footfall.api.rest.Operation;
import footfall.persistence.metadata.AccessDirectory;
import footfall.persistence.metadata.SharedLinks;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Opens shared links: whoever has one, and its password where it has one, gets a cookie. */
final class Shares {
  private static final Duration LIFE = Duration.ofDays(7);

  private final AccessDirectory directory;
  private final SharedLinks links;
  private final Passwords passwords;
  private final Limits limits;
  private final Devices devices;
  private final Clock clock;

  Shares(AccountParts parts) {
    this.directory = parts.directory();
    this.links = new SharedLinks(parts.metadata());
    this.passwords = parts.passwords();
    this.limits = parts.limits();
    this.devices = parts.devices();
    this.clock = parts.clock();
  }

  List<Operation> all() {
    return List.of(Operation.post("/api/share/{link_id}", Need.ANYBODY, this::open));
  }

  private HttpResponse open(Call call) {
    Fields fields = call.fields();
    Optional<String> password = fields.ifAny("password", n -> Accounts.password(fields, n));
    fields.end();
    String linkId = call.path().get("link_id");
    Limits.Attempt peer = limits.begin(call.caller());
    SharedLinks.SharedLink link = links.find(linkId).orElseThrow(Refused::notFound);
    peer.succeeded();
    HttpResponse answer =
        Answers.ok(
            Answers.object()
                .put("website_id", link.websiteId())
                .put("domain", directory.domain(link.websiteId()).orElse(link.websiteId()))
                .put("name", link.name()));
    if (link.passwordHash().isEmpty()) {
      return answer.addHeader(SessionCookie.share(linkId, LIFE, call.caller()));
    }
    String token = opened(call, link, password);
    return answer
        .addHeader(SessionCookie.share(linkId + "." + token, LIFE, call.caller()))
        .addHeader(devices.opened(linkId, call.caller()));
  }

  /** A token for whoever knows the password. */
  private String opened(Call call, SharedLinks.SharedLink link, Optional<String> password) {
    if (password.isEmpty()) {
      throw Refused.unauthorized("password_needed", "This link has a password: send it.");
    }
    Limits.Attempt attempt =
        limits.begin(
            "link:" + link.linkId(),
            devices.thatOpened(call.request(), link.linkId()),
            call.caller());
    if (!attempt.judgedBy(() -> passwords.matches(password.get(), link.passwordHash()))) {
      throw Refused.unauthorized("wrong_password", "This is not the link's password.");
    }
    attempt.succeeded();
    String token = Token.fresh();
    if (!links.open(link.linkId(), Token.hash(token), clock.instant().plus(LIFE))) {
      throw Refused.notFound();
    }
    return token;
  }
}
