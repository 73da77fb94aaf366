package io.understudy.generation.backends.fal;

import io.understudy.billing.PublishedPrice;
import io.understudy.generation.backends.api.GenerationCapabilities;
import io.understudy.generation.backends.api.GenerationCapabilities.Range;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.lora.BaseModel;
import io.understudy.lora.Strength;
import io.understudy.providers.fal.FalModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

enum FalImageModel {
    FLUX_1(
            new FalModel("fal-flux-lora", "fal-ai/flux-lora", "fal.ai · FLUX.1 dev"),
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
            new FalModel("fal-flux-2-lora", "fal-ai/flux-2/lora", "fal.ai · FLUX.2 dev"),
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

    private final FalModel model;
    private final GenerationCapabilities capabilities;
    private final PublishedPrice price;
    private final double secondsPerPicture;

    FalImageModel(FalModel model, GenerationCapabilities capabilities, PublishedPrice price, double secondsPerPicture) {
        this.model = model;
        this.capabilities = capabilities;
        this.price = price;
        this.secondsPerPicture = secondsPerPicture;
    }

    FalModel model() {
        return model;
    }

    GenerationCapabilities capabilities() {
        return capabilities;
    }

    /** For a megapixel. */
    PublishedPrice price() {
        return price;
    }

    /** A guess, until pictures of this installation show better. */
    double secondsPerPicture() {
        return secondsPerPicture;
    }

    record PlacedLora(String address, Strength strength) {}

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
                        .map(lora -> Map.of(
                                "path", lora.address(), "scale", lora.strength().value()))
                        .toList());
        input.put("output_format", "png");
        return input;
    }
}
