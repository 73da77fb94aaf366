package io.understudy.api.versions;

import jakarta.validation.constraints.NotNull;

/**
 * @param reason for everyone who used it
 * @param password of the person who is signed in, typed for this step
 */
record ProvenReason(@NotNull String reason, @NotNull String password) {
    /** A log that names the request does not have the password. */
    @Override
    public String toString() {
        return "ProvenReason[" + reason + "]";
    }
}
