package footfall.persistence.metadata;

import java.time.Instant;
import java.util.UUID;

/**
 * An account that is signed in with one browser.
 *
 * @param tokenHash SHA-256 of what its cookie holds
 * @param csrfToken what its requests that change something must carry
 * @param rotatedAt when the cookie got its present value
 * @param expiresAt unless it is rotated before
 */
public record UserSession(
    UUID sessionId,
    UUID userId,
    String tokenHash,
    String csrfToken,
    Instant createdAt,
    Instant rotatedAt,
    Instant expiresAt) {}
