package io.understudy.generation.jobs;

import io.understudy.generation.GenerationRequest;
import io.understudy.generation.GenerationRequest.Picture;
import io.understudy.generation.backends.GenerationBackendChoice;
import io.understudy.generation.backends.api.GenerationCapabilities;
import io.understudy.generation.backends.api.GenerationCapabilities.Range;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.platform.core.DomainException.RuleViolation;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

final class GenerationRules {
    static final int MOST_PICTURES = 600;
    static final int PROMPT_LENGTH = 2000;

    private GenerationRules() {}

    static void check(GenerationRequest request, GenerationBackendChoice backend) {
        GenerationCapabilities can = backend.capabilities();
        settings(request.settings(), can, backend.name());
        long stacked = request.pictures().stream()
                .mapToLong(picture -> picture.strengths().stream()
                        .filter(strength -> !strength.isNone())
                        .count())
                .max()
                .orElse(0);
        if (stacked > can.maxLoras()) {
            throw RuleViolation.in(
                    "loras", "%s stacks at most %d LoRAs, not %d.".formatted(backend.name(), can.maxLoras(), stacked));
        }
        if (request.pictures().isEmpty()) {
            throw RuleViolation.in("pictures", "Ask for at least one picture.");
        }
        if (request.pictures().size() > MOST_PICTURES) {
            throw RuleViolation.in(
                    "pictures",
                    "That is %d pictures; at most %d can be generated at once."
                            .formatted(request.pictures().size(), MOST_PICTURES));
        }
        request.pictures().forEach(picture -> check(picture, request.loras().size()));
    }

    private static void settings(PictureSettings settings, GenerationCapabilities can, String backend) {
        require("width", "The width", settings.width(), can.side(), " px", backend);
        require("height", "The height", settings.height(), can.side(), " px", backend);
        require("steps", "The number of steps", settings.steps(), can.steps(), "", backend);
        require("guidance", "The guidance", settings.guidance(), can.guidance(), "", backend);
    }

    private static void require(String field, String name, double value, Range range, String unit, String backend) {
        if (!range.allows(value)) {
            throw RuleViolation.in(
                    field,
                    "%s is from %s to %s%s with %s, not %s."
                            .formatted(name, plain(range.least()), plain(range.most()), unit, backend, plain(value)));
        }
    }

    private static void check(Picture picture, int loras) {
        if (picture.prompt().isBlank()) {
            throw RuleViolation.in("prompt", "Write a prompt: it says what the picture shows.");
        }
        if (picture.prompt().length() > PROMPT_LENGTH) {
            throw RuleViolation.in("prompt", "The prompt is longer than " + PROMPT_LENGTH + " characters.");
        }
        if (picture.strengths().size() != loras) {
            throw new IllegalArgumentException(
                    "A picture has " + picture.strengths().size() + " strengths for " + loras + " LoRAs");
        }
        picture.strengths().forEach(strength -> strength.checked("strength"));
    }

    private static String plain(double value) {
        return new DecimalFormat("0.###", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }
}
