package footfall.api.account;

import akka.http.javadsl.model.HttpResponse;
import footfall.api.access.Permission;
import footfall.api.access.Scope;
import footfall.api.access.Tickets;
import footfall.api.rest.Answers;
import footfall.api.rest.Call;
import footfall.api.rest.Need;
import footfall.api.rest.Operation;
import java.util.List;

/** Gives whoever may see a website live a ticket for its socket. */
final class SocketTickets {
  private final Tickets tickets;

  SocketTickets(AccountParts parts) {
    this.tickets = parts.tickets();
  }

  List<Operation> all() {
    return List.of(
        Operation.post(
                "/api/live/{website_id}/ticket",
                Need.of(Permission.VIEW, Scope.LIVE_READ),
                this::issue)
            .fromMemory());
  }

  private HttpResponse issue(Call call) {
    String ticket = tickets.issue(call.request(), call.viewer(), call.websiteId());
    return Answers.ok(Answers.object().put("ticket", ticket));
  }
}
