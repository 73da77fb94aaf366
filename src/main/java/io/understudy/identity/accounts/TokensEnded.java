package io.understudy.identity.accounts;

import io.understudy.identity.AccountId;
import io.understudy.platform.core.Actor;

/**
 * All access tokens of a person end, in the transaction that says so.
 *
 * @param by who ended them
 */
public record TokensEnded(AccountId account, Actor by) {}
