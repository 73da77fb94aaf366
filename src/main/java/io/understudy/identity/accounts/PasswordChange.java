package io.understudy.identity.accounts;

public record PasswordChange(String current, String password) {
    @Override
    public String toString() {
        return "PasswordChange[hidden]";
    }
}
