package footfall.api.settings;

import footfall.api.rest.Fields;

/**
 * One field of a part.
 *
 * @param need what a request that leaves it out gets, or sets to null
 * @param reader reads what is there
 */
record PartField(String name, Need need, Reader reader) {
  /** Whether a field may be left out. */
  enum Need {
    /** It must be there, and is never null. */
    REQUIRED,
    /** It may be null, and is where it is left out. */
    NULLABLE,
    /** It is true where it is left out. */
    TRUE
  }

  /** Reads a field that is there, or refuses it. */
  interface Reader {
    Object read(Fields fields, String name);
  }

  /** Its value in a new part. */
  Object first(Fields fields) {
    return switch (need) {
      case REQUIRED -> reader.read(fields, name);
      case NULLABLE -> fields.isEmpty(name) ? null : reader.read(fields, name);
      case TRUE -> fields.has(name) ? reader.read(fields, name) : true;
    };
  }

  /** Its value in a changed part: as it was, where the request does not name it. */
  Object next(Fields fields, Object before) {
    if (!fields.has(name)) {
      return before;
    }
    return need == Need.NULLABLE && fields.isEmpty(name) ? null : reader.read(fields, name);
  }
}
