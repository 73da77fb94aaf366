package io.understudy.providers.fal;

import java.net.URI;

/**
 * A request that fal accepted, and where to ask for it.
 *
 * @param endpoint the full id of the model, such as {@code fal-ai/flux-2/lora}
 * @param requestId fal's own name of the request
 */
public record FalTicket(String endpoint, String requestId, URI statusUrl, URI responseUrl, URI cancelUrl) {}
