package io.understudy.identity.accounts;

import io.understudy.identity.AccountId;
import java.time.Instant;

/** An account of machines. */
public record ServiceAccount(AccountId id, String name, Instant createdAt) {}
