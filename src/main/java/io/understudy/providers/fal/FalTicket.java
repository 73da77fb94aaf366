package io.understudy.providers.fal;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * A request that fal accepted, and where to ask for it.
 *
 * @param endpoint the full id of the model, such as {@code fal-ai/flux-2/lora}
 * @param requestId fal's own name of the request
 */
public record FalTicket(String endpoint, String requestId, URI statusUrl, URI responseUrl, URI cancelUrl) {
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    FalTicket withCancelUrl(URI address) {
        return new FalTicket(endpoint, requestId, statusUrl, responseUrl, address);
    }

    /** Whether a text can be fal's name of a request: it becomes part of addresses. */
    public static boolean isRequestId(String text) {
        return REQUEST_ID.matcher(text).matches();
    }
}
