package io.understudy.people;

/** What somebody who joins tells about themselves. */
public record NewPerson(String name, String email, String password) {
    @Override
    public String toString() {
        return "NewPerson[" + email + "]";
    }
}
