package io.understudy.identity.access;

/** A token was revoked, or has another secret. */
public record TokenEnded(AccessTokenId token) {}
