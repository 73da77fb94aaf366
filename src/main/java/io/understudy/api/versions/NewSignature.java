package io.understudy.api.versions;

import org.jspecify.annotations.Nullable;

/** @param password of the person who is signed in, typed for an approval; a sign-off needs none */
record NewSignature(@Nullable String password) {
    /** A log that names the request does not have the password. */
    @Override
    public String toString() {
        return "NewSignature";
    }
}
