package io.understudy.identity.accounts;

import io.understudy.identity.AccountId;
import io.understudy.identity.EndOfSession;

/** A person's sessions end, everywhere and at once. */
public record AccessEnded(AccountId account, EndOfSession reason) {}
