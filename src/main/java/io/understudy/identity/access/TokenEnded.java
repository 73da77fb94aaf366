package io.understudy.identity.access;

/** A token was revoked, or has another secret. */
record TokenEnded(AccessTokenId token) {}
