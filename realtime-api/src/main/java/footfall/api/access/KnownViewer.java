package footfall.api.access;

import footfall.persistence.metadata.AccessDirectory;
import footfall.persistence.metadata.AuditEntry;
import footfall.persistence.metadata.Role;
import footfall.persistence.metadata.User;
import footfall.persistence.metadata.UserSession;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A viewer whose rights are looked up in the directory each time. */
public final class KnownViewer implements Viewer {
  private final AccessDirectory directory;
  private final Credentials credentials;

  KnownViewer(AccessDirectory directory, Credentials credentials) {
    this.directory = directory;
    this.credentials = credentials;
  }

  @Override
  public boolean isKnown() {
    return user().isPresent() || key().isPresent() || sharedWebsite().isPresent();
  }

  /** Keys and links come with their website; of accounts PostgreSQL is asked once more. */
  @Override
  public CompletionStage<Viewer> sureOf(String websiteId) {
    boolean isOpen = role(websiteId).isPresent() || sharedWebsite().equals(Optional.of(websiteId));
    return user().isPresent() && !isOpen
        ? directory.refresh().thenApply(answered -> this)
        : CompletableFuture.completedFuture(this);
  }

  @Override
  public boolean may(String websiteId, Permission permission, Scope scope) {
    return userMay(websiteId, permission)
        || keyMay(websiteId, permission, scope)
        || linkMay(websiteId, permission, scope);
  }

  /** The session of an account that is signed in. */
  public Optional<UserSession> session() {
    return credentials.session().flatMap(directory::session);
  }

  /** The account; empty for a key, a link, and nobody. */
  public Optional<User> user() {
    return session().flatMap(session -> directory.user(session.userId()));
  }

  /** The account's role on a website that is not deleted. */
  public Optional<Role> role(String websiteId) {
    return user().map(user -> directory.roles(user.userId()).get(websiteId));
  }

  /** What the audit log calls whoever this is. */
  public AuditEntry.Actor actor() {
    return user()
        .map(user -> new AuditEntry.Actor(Optional.of(user.userId()), user.email()))
        .orElseGet(
            () ->
                new AuditEntry.Actor(
                    Optional.empty(),
                    key().map(key -> "API key " + key.prefix()).orElse("somebody")));
  }

  Credentials credentials() {
    return credentials;
  }

  /** Notes that a key was used, where it is one. */
  void noteUse() {
    key().ifPresent(key -> directory.used(key.apiKeyId()));
  }

  private Optional<AccessDirectory.KeyAccess> key() {
    return credentials.key().flatMap(directory::key);
  }

  private Optional<String> sharedWebsite() {
    return credentials.link().flatMap(link -> directory.shared(link, credentials.linkToken()));
  }

  private boolean userMay(String websiteId, Permission permission) {
    return role(websiteId)
        .map(KnownViewer::permission)
        .filter(p -> p.contains(permission))
        .isPresent();
  }

  /** A key that writes settings does so as an admin would, any other only looks. */
  private boolean keyMay(String websiteId, Permission permission, Scope scope) {
    Permission most = scope == Scope.SETTINGS_WRITE ? Permission.ADMIN : Permission.VIEW;
    return key()
        .filter(key -> key.websiteId().equals(websiteId))
        .filter(key -> key.scopes().contains(scope.wire()))
        .filter(key -> most.contains(permission))
        .isPresent();
  }

  private boolean linkMay(String websiteId, Permission permission, Scope scope) {
    return permission == Permission.VIEW
        && (scope == Scope.STATS_READ || scope == Scope.LIVE_READ)
        && sharedWebsite().filter(websiteId::equals).isPresent();
  }

  /** What a role amounts to. */
  private static Permission permission(Role role) {
    return switch (role) {
      case VIEWER -> Permission.VIEW;
      case EDITOR -> Permission.EDIT;
      case ADMIN -> Permission.ADMIN;
      case OWNER -> Permission.OWN;
    };
  }
}
