package io.understudy.identity.access;

public record NewAccessToken(AccessTokenId id, String name, String secret) {
    @Override
    public String toString() {
        return "NewAccessToken[" + name + "]";
    }
}
