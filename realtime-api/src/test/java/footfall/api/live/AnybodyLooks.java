package footfall.api.live;

import footfall.api.access.Permission;
import footfall.api.access.Revocations;
import footfall.api.access.Scope;
import footfall.api.access.Viewer;
import java.util.concurrent.CompletableFuture;

/** Somebody who may see all websites live, for tests of what is shown. */
public record AnybodyLooks() implements Viewer {
  /** Lets everybody in and nobody out. */
  public static LiveAccess access() {
    return new LiveAccess(
        request -> CompletableFuture.completedFuture(new AnybodyLooks()),
        (upgrade, websiteId) -> CompletableFuture.completedFuture(new AnybodyLooks()),
        new Revocations(look -> {}));
  }

  @Override
  public boolean isKnown() {
    return true;
  }

  @Override
  public boolean may(String websiteId, Permission permission, Scope scope) {
    return permission == Permission.VIEW && scope == Scope.LIVE_READ;
  }
}
