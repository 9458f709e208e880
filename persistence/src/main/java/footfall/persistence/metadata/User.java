package footfall.persistence.metadata;

import java.util.UUID;

/**
 * An account.
 *
 * @param email in lower case; at most one account has it
 */
public record User(UUID userId, String email, String name) {}
