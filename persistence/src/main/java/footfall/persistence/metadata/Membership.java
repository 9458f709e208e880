package footfall.persistence.metadata;

/** A website that an account sees, and what it is there. */
public record Membership(String websiteId, String domain, Role role) {}
