package footfall.api.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import footfall.api.rest.Answers;
import footfall.persistence.metadata.Membership;

/** The websites that an account sees, as JSON. */
public final class Memberships {
  private Memberships() {}

  public static ObjectNode json(Membership website) {
    return Answers.object()
        .put("website_id", website.websiteId())
        .put("domain", website.domain())
        .put("role", website.role().wire());
  }
}
