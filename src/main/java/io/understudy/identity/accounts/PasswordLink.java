package io.understudy.identity.accounts;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A link by which a person chose a new password: its maker could have opened it themselves.
 *
 * @param account whose password was chosen
 * @param by the admin who made it
 * @param confirmedBy the admin who vouched afterwards that the account is in its owner's hands, or null
 */
public record PasswordLink(
        UUID account, UUID by, Instant usedAt, @Nullable UUID confirmedBy) {}
