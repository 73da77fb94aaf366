package io.understudy.identity.access;

import io.understudy.identity.accounts.Account;

/** A token and its owner, read with one query. */
record OwnedToken(AccessToken token, Account owner) {}
