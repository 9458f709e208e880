package footfall.api.rest;

import footfall.api.access.Guard;
import footfall.api.access.KnownViewer;
import footfall.api.access.Permission;
import footfall.api.access.Refused;
import footfall.api.access.Scope;
import java.util.List;
import java.util.Optional;

/**
 * Who may use an operation.
 *
 * @param who is looked at
 * @param permission on the website that the path names; for {@link Who#MEMBER} only
 * @param scopes keys and links must be for one of them; for {@link Who#MEMBER} only
 */
public record Need(Who who, Optional<Permission> permission, List<Scope> scopes) {
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
  public static Need of(Permission permission, Scope... scopes) {
    return new Need(Who.MEMBER, Optional.of(permission), List.of(scopes));
  }

  private static Need of(Who who) {
    return new Need(who, Optional.empty(), List.of());
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
    if (who == Who.MEMBER && scopes.stream().noneMatch(scope -> may(viewer, websiteId, scope))) {
      Guard.require(viewer, websiteId, permission.orElseThrow(), scopes.get(0));
    }
  }

  private boolean may(KnownViewer viewer, String websiteId, Scope scope) {
    return viewer.may(websiteId, permission.orElseThrow(), scope);
  }
}
