package io.understudy.identity;

/** A person got a role that may do less; published in the transaction that gave it. */
public record PersonDemoted(AccountId account, Role before, Role now) {}
