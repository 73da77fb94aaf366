package io.understudy.generation.backends.fal;

import io.understudy.billing.PublishedPrice;
import io.understudy.generation.backends.api.GenerationCapabilities;
import io.understudy.generation.backends.api.GenerationCapabilities.Range;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.lora.BaseModel;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

enum FalImageModel {
    FLUX_1(
            "fal-flux-lora",
            "fal-ai/flux-lora",
            "fal.ai · FLUX.1 dev",
            new GenerationCapabilities(
                    "FLUX.1 dev at fal.ai. Each picture is a request of its own and costs money; fal.ai's safety checker"
                            + " may black pictures out.",
                    BaseModel.FLUX1_DEV,
                    new PictureSettings(1024, 1024, 28, 3.5),
                    new Range(256, 1536),
                    new Range(1, 50),
                    new Range(0, 35),
                    8),
            PublishedPrice.of("0.035", "2026-11-25"),
            6),
    FLUX_2(
            "fal-flux-2-lora",
            "fal-ai/flux-2/lora",
            "fal.ai · FLUX.2 dev",
            new GenerationCapabilities(
                    "FLUX.2 dev at fal.ai. Each picture is a request of its own and costs money; fal.ai's safety checker"
                            + " may black pictures out.",
                    BaseModel.FLUX2_DEV,
                    new PictureSettings(1024, 1024, 28, 2.5),
                    new Range(512, 2048),
                    new Range(4, 50),
                    new Range(0, 20),
                    3),
            PublishedPrice.of("0.021", "2026-11-25"),
            10);

    private final String id;
    private final String endpoint;
    private final String displayName;
    private final GenerationCapabilities capabilities;
    private final PublishedPrice price;
    private final double secondsPerPicture;

    FalImageModel(
            String id,
            String endpoint,
            String displayName,
            GenerationCapabilities capabilities,
            PublishedPrice price,
            double secondsPerPicture) {
        this.id = id;
        this.endpoint = endpoint;
        this.displayName = displayName;
        this.capabilities = capabilities;
        this.price = price;
        this.secondsPerPicture = secondsPerPicture;
    }

    String id() {
        return id;
    }

    String endpoint() {
        return endpoint;
    }

    String displayName() {
        return displayName;
    }

    GenerationCapabilities capabilities() {
        return capabilities;
    }

    URI page() {
        return URI.create("https://fal.ai/models/" + endpoint);
    }

    /** For a megapixel. */
    PublishedPrice price() {
        return price;
    }

    /** A guess, until pictures of this installation show better. */
    double secondsPerPicture() {
        return secondsPerPicture;
    }

    record PlacedLora(String address, double strength) {}

    /** The request for one picture, in the model's own terms; PNG, because a test sheet measures single pixels. */
    Map<String, Object> input(PictureSettings settings, String prompt, long seed, List<PlacedLora> loras) {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("prompt", prompt);
        input.put("image_size", Map.of("width", settings.width(), "height", settings.height()));
        input.put("num_inference_steps", settings.steps());
        input.put("guidance_scale", settings.guidance());
        input.put("num_images", 1);
        input.put("seed", seed);
        input.put(
                "loras",
                loras.stream()
                        .map(lora -> Map.of("path", lora.address(), "scale", lora.strength()))
                        .toList());
        input.put("output_format", "png");
        return input;
    }
}
