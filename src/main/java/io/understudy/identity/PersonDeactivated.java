package io.understudy.identity;

/** A person lost their access; published in the transaction that took it away. */
public record PersonDeactivated(AccountId account) {}
