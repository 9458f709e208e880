package footfall.api.access;

import akka.http.javadsl.model.HttpRequest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lets in pages with a one-time ticket, and programs with an API key. */
public final class TicketOrKey implements SocketAccess {
  private final StoredAccess access;
  private final Tickets tickets;

  public TicketOrKey(StoredAccess access, Tickets tickets) {
    this.access = access;
    this.tickets = tickets;
  }

  @Override
  public CompletionStage<Viewer> opening(HttpRequest upgrade, String websiteId) {
    Optional<String> ticket = upgrade.getUri().query().get("ticket");
    if (ticket.isPresent()) {
      return tickets
          .redeem(upgrade, ticket.get(), websiteId)
          .map(viewer -> access.lookedUp(viewer).<Viewer>thenApply(known -> known))
          .orElseGet(() -> CompletableFuture.failedFuture(Refused.ticketNotTaken()));
    }
    return Credentials.of(upgrade).key().isPresent()
        ? access.of(upgrade)
        : CompletableFuture.failedFuture(Refused.ticketNeeded());
  }
}
