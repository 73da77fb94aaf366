package io.understudy.mini;

import io.understudy.lora.format.MalformedSafetensorsException;
import io.understudy.lora.format.SafetensorsFile;
import io.understudy.lora.format.TensorInfo;
import io.understudy.mini.network.Tokeniser;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Generic captioned pictures, already encoded. Half of every training batch comes from them, to keep
 * what the base says of them: without that, it would forget everyone but the character.
 *
 * @param latents  one latent picture each
 * @param captions comma-separated, the subject first
 */
public record PriorPictures(List<float[]> latents, List<String> captions) {
    private static final String TENSOR = "prior.latents";
    private static final String CAPTIONS = "understudy.prior_captions";

    public PriorPictures {
        latents = List.copyOf(latents);
        captions = List.copyOf(captions);
    }

    static PriorPictures none() {
        return new PriorPictures(List.of(), List.of());
    }

    /** Reads tensor {@code prior.latents} of {@code [pictures, cells, channels]} and its captions, one a line. */
    static PriorPictures read(SafetensorsFile file, String baseName, int latentSize) throws IOException {
        if (file.tensor(TENSOR).isEmpty()) {
            return none();
        }
        String madeFor = file.metadata().getOrDefault("understudy.base", baseName);
        if (!madeFor.equals(baseName)) {
            throw new MalformedSafetensorsException(
                    "The prior pictures were encoded for the base \"%s\", not for \"%s\"."
                            .formatted(madeFor, baseName));
        }
        TensorInfo info = file.tensor(TENSOR).orElseThrow();
        float[] all = file.floats(TENSOR);
        List<String> captions =
                file.metadata().getOrDefault(CAPTIONS, "").lines().toList();
        int count = info.dimension(0);
        if (all.length != count * latentSize || captions.size() != count) {
            throw new MalformedSafetensorsException("The prior pictures do not fit this base: %s with %d captions."
                    .formatted(info.shape(), captions.size()));
        }
        return new PriorPictures(
                IntStream.range(0, count)
                        .mapToObj(i -> Arrays.copyOfRange(all, i * latentSize, (i + 1) * latentSize))
                        .toList(),
                captions);
    }

    public boolean isEmpty() {
        return latents.isEmpty();
    }

    /**
     * A prior caption with parts left out, in one of three ways: few parts missing, most missing, or all that describe
     * the person missing. The last teaches that "woman, smiling, on a beach" without the trigger word means anyone: own
     * captions usually differ from it in nothing but that word.
     */
    public static String thinned(String caption, Tokeniser tokeniser, SeededRandom random) {
        int way = random.nextInt(3);
        StringBuilder kept = new StringBuilder();
        for (String part : caption.split(",", -1)) {
            boolean keep =
                    switch (way) {
                        case 0 -> random.nextDouble() < 0.85;
                        case 1 -> random.nextDouble() < 0.35;
                        default -> PromptDefaults.isSituation(tokeniser.words(part));
                    };
            if (kept.isEmpty() || keep) {
                kept.append(part).append(',');
            }
        }
        return kept.toString();
    }
}
