package io.understudy.datasets.captioning;

import io.understudy.billing.PricedService;
import io.understudy.billing.PublishedPrice;
import io.understudy.providers.fal.FalModel;
import java.net.URI;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Models of fal.ai that describe pictures; its key and its prices are those of Settings. */
public enum FalCaptioner implements Captioner {
    /** Its page names $0 for a second of computing. */
    FLORENCE_2(
            new FalModel(
                    "fal-florence-2", "fal-ai/florence-2-large/more-detailed-caption", "fal.ai · Florence-2 Large"),
            "Florence-2 Large",
            PublishedPrice.of("0", "2026-11-29")) {
        @Override
        Map<String, ?> input(URI picture, String instruction) {
            return Map.of("image_url", picture.toString());
        }

        @Override
        public boolean followsInstruction() {
            return false;
        }
    },
    /** $0.40 and $3.50 for a million tokens, of which a picture has about 750 and a caption 150. */
    MOONDREAM_3(
            new FalModel("fal-moondream-3", "fal-ai/moondream3-preview/query", "fal.ai · Moondream 3"),
            "Moondream 3",
            PublishedPrice.of("0.0008", "2026-11-29")) {
        @Override
        Map<String, ?> input(URI picture, String instruction) {
            return Map.of("image_url", picture.toString(), "prompt", instruction, "reasoning", false);
        }
    },
    /** Charged by the token; the example on its page came to $0.0006, with a shorter question. */
    GEMINI_FLASH(
            new FalModel("fal-gemini-2-5-flash", "openrouter/router/vision", "fal.ai · Gemini 2.5 Flash"),
            "Gemini 2.5 Flash",
            PublishedPrice.of("0.001", "2026-11-29")) {
        @Override
        Map<String, ?> input(URI picture, String instruction) {
            return Map.of(
                    "image_urls",
                    List.of(picture.toString()),
                    "prompt",
                    instruction,
                    "model",
                    "google/gemini-2.5-flash");
        }
    };

    private final FalModel model;
    private final String label;
    private final PublishedPrice price;

    FalCaptioner(FalModel model, String label, PublishedPrice price) {
        this.model = model;
        this.label = label;
        this.price = price;
    }

    abstract Map<String, ?> input(URI picture, String instruction);

    FalModel model() {
        return model;
    }

    PricedService priced() {
        return new PricedService(model.id(), model.displayName(), "picture", model.page(), price);
    }

    public String label() {
        return label;
    }

    @Override
    public String place() {
        return label + " at fal.ai";
    }

    /** Empty where the answer has no words. */
    static String words(JsonNode answer) {
        return answer.path("results").asString(answer.path("output").asString(""));
    }
}
