package io.understudy.people;

/** What somebody types to change their password. */
public record PasswordChange(String current, String password) {
    @Override
    public String toString() {
        return "PasswordChange[hidden]";
    }
}
