package io.understudy.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;

/** What each answer of the product carries, whatever it is. */
public final class SecurityHeaders {
    private static final List<String> DIRECTIVES = List.of(
            "default-src 'self'",
            "script-src 'self' 'nonce-",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "frame-ancestors 'none'",
            "form-action 'self'");

    private SecurityHeaders() {}

    public static void areIn(HttpResponse<?> answer) {
        assertThat(answer.headers().map())
                .as(answer.request().method() + " " + answer.uri() + " " + answer.statusCode())
                .containsEntry("x-content-type-options", List.of("nosniff"))
                .containsEntry("x-frame-options", List.of("DENY"))
                .containsEntry("referrer-policy", List.of("same-origin"))
                .containsEntry("cross-origin-opener-policy", List.of("same-origin"))
                .hasEntrySatisfying(
                        "cache-control", values -> assertThat(values).hasSize(1))
                .hasEntrySatisfying(
                        "content-security-policy",
                        policies -> assertThat(policies.getFirst().split("; *"))
                                .allSatisfy(directive -> assertThat(directive)
                                        .as("only this server")
                                        .doesNotContainPattern("https?:|wss?:|\\*|[a-z]\\.[a-z]"))
                                .satisfies(directives -> DIRECTIVES.forEach(
                                        wanted -> assertThat(directives).anyMatch(one -> one.startsWith(wanted)))));
    }
}
