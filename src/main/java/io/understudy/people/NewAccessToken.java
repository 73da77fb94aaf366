package io.understudy.people;

/** A new token: the only moment in which its secret can be read. */
public record NewAccessToken(AccessTokenId id, String name, String secret) {
    @Override
    public String toString() {
        return "NewAccessToken[" + name + "]";
    }
}
