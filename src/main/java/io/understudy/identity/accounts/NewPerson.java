package io.understudy.identity.accounts;

public record NewPerson(String name, String email, String password) {
    @Override
    public String toString() {
        return "NewPerson[" + email + "]";
    }
}
