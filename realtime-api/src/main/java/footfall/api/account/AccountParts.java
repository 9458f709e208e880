package footfall.api.account;

import footfall.api.access.Signer;
import footfall.api.access.Tickets;
import footfall.api.rest.Operation;
import footfall.persistence.metadata.AccessDirectory;
import footfall.persistence.metadata.Members;
import footfall.persistence.metadata.Metadata;
import footfall.persistence.metadata.SignInAttempts;
import footfall.persistence.metadata.UserSessions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * What operations on accounts stand on.
 *
 * @param deviceSigner signs the cookies of browsers in which somebody has signed in
 */
public record AccountParts(
    Metadata metadata,
    AccessDirectory directory,
    Passwords passwords,
    Tickets tickets,
    Signer deviceSigner,
    Clock clock) {

  /** All of them. */
  public List<Operation> operations() {
    List<Operation> all = new ArrayList<>(new AccountOperations(this).all());
    all.addAll(new Invitations(this).all());
    all.addAll(new Shares(this).all());
    all.addAll(new SocketTickets(this).all());
    return all;
  }

  Limits limits() {
    return new Limits(new SignInAttempts(metadata), clock);
  }

  Devices devices() {
    return new Devices(deviceSigner);
  }

  SignedIn signedIn() {
    return new SignedIn(
        directory,
        new Members(metadata),
        new Sessions(new UserSessions(metadata), clock),
        devices());
  }
}
