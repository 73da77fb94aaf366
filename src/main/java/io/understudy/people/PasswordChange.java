package io.understudy.people;

public record PasswordChange(String current, String password) {
    @Override
    public String toString() {
        return "PasswordChange[hidden]";
    }
}
