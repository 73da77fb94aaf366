package io.understudy.api.tokens;

import io.swagger.v3.oas.annotations.media.Schema;

/** A token with its secret, at the only moment at which that is shown. */
@Schema(name = "AccessTokenWithSecret")
record SecretOfToken(TokenResource token, String secret) {
    @Override
    public String toString() {
        return "SecretOfToken[" + token.id() + "]";
    }
}
