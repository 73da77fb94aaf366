package io.understudy.miniature;

import java.util.List;

/**
 * What a run learns from, encoded.
 *
 * @param latents  latent pictures
 * @param captions one for each
 * @param trigger  the phrase all of them stand for, for the file's metadata
 */
record Examples(List<float[]> latents, List<String> captions, String trigger) {
    Examples {
        latents = List.copyOf(latents);
        captions = List.copyOf(captions);
        if (latents.isEmpty()) {
            throw new IllegalArgumentException("A run needs at least one picture.");
        }
    }
}
