package io.understudy.identity.access;

/** An address that access tokens open, for reading only; each feature contributes its own as a bean. */
public interface TokenReadablePath {
    /** A path pattern with a leading slash, such as {@code /characters/{slug}/file}. */
    String pattern();
}
