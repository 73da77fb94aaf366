package io.understudy.identity.accounts;

/** @param keepTokens whether access tokens made before stay valid */
public record PasswordChange(String current, String password, boolean keepTokens) {
    @Override
    public String toString() {
        return "PasswordChange[hidden]";
    }
}
