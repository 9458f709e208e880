package footfall.api.access;

/** What may be done with a website; each contains those before it. */
public enum Permission {
  /** See its numbers and settings; role {@code viewer}. */
  VIEW,
  /** Change goals, funnels, dimensions, metrics, annotations, properties; role {@code editor}. */
  EDIT,
  /** Change its settings, members, keys and links; role {@code admin}. */
  ADMIN,
  /** Delete it, and make owners; role {@code owner}. */
  OWN;

  /** Whether who has this may also do what {@code other} asks for. */
  public boolean contains(Permission other) {
    return compareTo(other) >= 0;
  }
}
