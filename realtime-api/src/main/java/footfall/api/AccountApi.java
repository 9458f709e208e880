package footfall.api;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.server.Route;
import footfall.api.access.Access;
import footfall.api.access.Caller;
import footfall.api.access.Revocations;
import footfall.api.access.Signer;
import footfall.api.access.StoredAccess;
import footfall.api.access.TicketOrKey;
import footfall.api.access.Tickets;
import footfall.api.access.Token;
import footfall.api.account.AccountParts;
import footfall.api.account.Passwords;
import footfall.api.collect.RealPeer;
import footfall.api.live.LiveAccess;
import footfall.api.rest.Operation;
import footfall.api.rest.Operations;
import footfall.api.rest.Workers;
import footfall.api.settings.SettingsParts;
import footfall.api.settings.StoredFunnels;
import footfall.api.stats.Funnel;
import footfall.persistence.metadata.AccessDirectory;
import footfall.persistence.metadata.Expired;
import footfall.persistence.metadata.Metadata;
import footfall.persistence.metadata.Users;
import footfall.persistence.metadata.WebsiteDirectory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Accounts and settings as a whole: their routes, and what other routes ask them. */
public final class AccountApi implements AutoCloseable {
  private final Metadata metadata;
  private final AccessDirectory directory;
  private final Expired expired;
  private final Workers workers = new Workers();
  private final StoredAccess access;
  private final Revocations revocations;
  private final Tickets tickets;
  private final Operations operations;
  private final Users users;
  private final Passwords passwords;

  /**
   * What a node gives it.
   *
   * @param websites read again after each change, so that this node knows of it at once
   */
  public record Settings(
      Metadata metadata,
      WebsiteDirectory websites,
      byte[] clusterSecret,
      RealPeer peers,
      Passwords.Cost passwordCost,
      Clock clock) {}

  /**
   * Reads who may do what.
   *
   * @throws footfall.persistence.metadata.MetadataException when PostgreSQL is away now
   */
  public AccountApi(Settings settings, ActorSystem<?> system) {
    this.metadata = settings.metadata();
    this.directory = AccessDirectory.start(settings.metadata(), settings.clock());
    this.expired = Expired.start(settings.metadata());
    this.users = new Users(settings.metadata());
    this.access = new StoredAccess(directory);
    this.revocations = new Revocations(directory::afterEachLook);
    this.tickets = new Tickets(directory, settings.clusterSecret(), settings.clock());
    this.passwords = new Passwords(settings.passwordCost());
    List<Operation> all =
        new ArrayList<>(
            new AccountParts(
                    settings.metadata(),
                    directory,
                    passwords,
                    tickets,
                    new Signer(settings.clusterSecret(), "footfall devices"),
                    settings.clock())
                .operations());
    all.addAll(
        new SettingsParts(
                settings.metadata(), directory, settings.websites(), passwords, settings.clock())
            .operations());
    RealPeer peers = settings.peers();
    this.operations =
        new Operations(
            all,
            new Operations.Backing(
                access::known,
                access.nobody(),
                request -> new Caller(peers.address(request), peers.isHttps(request)),
                workers,
                () -> refresh(settings.websites())),
            system);
  }

  private void refresh(WebsiteDirectory websites) {
    CompletionStage<Boolean> other = websites.refresh();
    directory.refresh().thenCombine(other, Boolean::logicalAnd).toCompletableFuture().join();
  }

  /** Every path of {@code openapi/accounts.yaml}. */
  public Route route() {
    return operations.route();
  }

  /** Who may do what, for whatever else serves a website's data. */
  public Access access() {
    return access;
  }

  /** Who may look at websites live, and until when. */
  public LiveAccess live() {
    return new LiveAccess(access, new TicketOrKey(access, tickets), revocations);
  }

  /** The funnels of websites, for who asks how far sessions went. */
  public Funnel.Source funnels() {
    return new StoredFunnels(metadata, workers);
  }

  /** From now on whoever has the token may make the first account; where there is one, nobody. */
  public void offerSetUp(String token) {
    users.offerSetUp(Token.hash(token));
  }

  /** Hashes of passwords computed so far. */
  long hashed() {
    return passwords.hashed();
  }

  List<Operation> operations() {
    return operations.all();
  }

  @Override
  public void close() {
    directory.close();
    expired.close();
    workers.close();
  }
}
