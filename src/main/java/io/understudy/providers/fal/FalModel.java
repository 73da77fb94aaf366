package io.understudy.providers.fal;

import java.net.URI;

/**
 * A hosted model.
 *
 * @param id of the backend that uses it
 * @param endpoint its path at fal.ai
 */
public record FalModel(String id, String endpoint, String displayName) {
    public URI page() {
        return URI.create("https://fal.ai/models/" + endpoint);
    }
}
