package footfall.api.settings;

import footfall.api.account.Passwords;
import footfall.api.rest.Operation;
import footfall.persistence.metadata.AccessDirectory;
import footfall.persistence.metadata.Metadata;
import footfall.persistence.metadata.WebsiteDirectory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** What operations on websites stand on. */
public record SettingsParts(
    Metadata metadata,
    AccessDirectory directory,
    WebsiteDirectory websites,
    Passwords passwords,
    Clock clock) {

  /** All of them. */
  public List<Operation> operations() {
    List<Operation> all = new ArrayList<>(new WebsiteOperations(this).all());
    all.addAll(new MemberOperations(this).all());
    all.addAll(new InviteOperations(this).all());
    all.addAll(new KeyOperations(this).all());
    all.addAll(new LinkOperations(this).all());
    all.addAll(new AuditOperations(this).all());
    for (PartForm form : PartForm.all()) {
      all.addAll(new PartOperations(this, form).all());
    }
    return all;
  }
}
