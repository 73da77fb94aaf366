package io.understudy.people;

public record NewPerson(String name, String email, String password) {
    @Override
    public String toString() {
        return "NewPerson[" + email + "]";
    }
}
