package footfall.api.rest;

import footfall.api.access.Guard;
import footfall.api.access.KnownViewer;
import footfall.api.access.Permission;
import footfall.api.access.Refused;
import footfall.api.access.Scope;
import java.util.Optional;

/**
 * Who may use an operation.
 *
 * @param who is looked at
 * @param permission on the website that the path names; for {@link Who#MEMBER} only
 * @param scope what keys and links must be for; for {@link Who#MEMBER} only
 */
public record Need(Who who, Optional<Permission> permission, Optional<Scope> scope) {
  /** Kinds of need. */
  public enum Who {
    /** Anybody; cookies are not looked at. */
    ANYBODY,
    /** Anybody, but who is signed in is told from others. */
    ANYBODY_KNOWN,
    /** Whoever signed in with an account. */
    ACCOUNT,
    /** Whoever has a permission on a website. */
    MEMBER
  }

  public static final Need ANYBODY = of(Who.ANYBODY);
  public static final Need ANYBODY_KNOWN = of(Who.ANYBODY_KNOWN);
  public static final Need ACCOUNT = of(Who.ACCOUNT);

  /** A permission on the website that {@code {website_id}} in the path names. */
  public static Need of(Permission permission, Scope scope) {
    return new Need(Who.MEMBER, Optional.of(permission), Optional.of(scope));
  }

  private static Need of(Who who) {
    return new Need(who, Optional.empty(), Optional.empty());
  }

  /**
   * Returns where the viewer may.
   *
   * @param websiteId of the path; empty where it has none
   * @throws Refused 401, 404 or 403
   */
  public void check(KnownViewer viewer, String websiteId) {
    if (who == Who.ACCOUNT && viewer.user().isEmpty()) {
      throw Refused.notSignedIn();
    }
    if (who == Who.MEMBER) {
      Guard.require(viewer, websiteId, permission.orElseThrow(), scope.orElseThrow());
    }
  }
}
