package io.understudy.identity.accounts;

import io.understudy.identity.AccountId;

/**
 * A person's sessions end, everywhere and at once.
 *
 * @param reason shown to the person on the sign-in page
 */
public record AccessEnded(AccountId account, String reason) {}
