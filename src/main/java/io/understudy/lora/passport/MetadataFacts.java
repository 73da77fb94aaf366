package io.understudy.lora.passport;

import io.understudy.lora.format.JsonTree;
import io.understudy.lora.passport.Passport.Fact;
import io.understudy.platform.core.Wording;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What the metadata of the common trainers says, worded for people. Nothing of it is proven. */
final class MetadataFacts {
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final int LENGTH = 300;

    private final Map<String, String> metadata;
    private final List<Fact> facts = new ArrayList<>();

    private MetadataFacts(Map<String, String> metadata) {
        this.metadata = metadata;
        say("Title", "modelspec.title", "ss_output_name", "name");
        say("Trigger", "modelspec.trigger_phrase", "trained_words");
        add("Made with", tool());
        say("Author", "modelspec.author");
        say("Licence", "modelspec.license");
        say("Description", "modelspec.description", "ss_training_comment");
        say("Base model", "ss_base_model_version", "modelspec.architecture");
        say("Base file", "ss_sd_model_name");
        add("Steps", first("ss_steps", "global_step").orElse(inner("training_info", "step")));
        add("Epochs", first("ss_epoch").orElse(inner("training_info", "epoch")));
        say("Learning rate", "ss_unet_lr", "ss_learning_rate");
        say("Optimizer", "ss_optimizer");
        say("Schedule", "ss_lr_scheduler");
        say("Batch size", "ss_total_batch_size", "ss_batch_size_per_device");
        say("Pictures", "ss_num_train_images");
        say("Resolution", "modelspec.resolution", "ss_resolution");
        say("Seed", "ss_seed");
        say("Guidance", "ss_guidance_scale");
        say("Precision", "ss_mixed_precision");
        add(
                "Finished",
                time("ss_training_finished_at").orElse(first("modelspec.date").orElse(null)));
        say("Understudy character", "understudy.character");
        say("Understudy run", "understudy.run");
        say("Understudy snapshot", "understudy.snapshot");
        say("Understudy version", "understudy.version");
    }

    static List<Fact> of(Map<String, String> metadata) {
        return new MetadataFacts(metadata).facts;
    }

    private void say(String label, String... keys) {
        add(label, first(keys).orElse(null));
    }

    private void add(String label, @Nullable String value) {
        if (value != null && !value.isBlank() && !value.equals("None")) {
            facts.add(new Fact(label, Wording.cut(value, LENGTH)));
        }
    }

    private Optional<String> first(String... keys) {
        for (String key : keys) {
            String value = metadata.get(key);
            if (value != null && !value.isBlank() && !value.equals("None")) {
                return Optional.of(value.strip());
            }
        }
        return Optional.empty();
    }

    private @Nullable String tool() {
        String software = inner("software", "name");
        if (software != null) {
            String version = inner("software", "version");
            return version == null ? software : software + " " + version;
        }
        if (metadata.containsKey("ot_branch") || metadata.containsKey("ot_revision")) {
            return "OneTrainer";
        }
        if (metadata.containsKey("understudy.run") || metadata.containsKey("understudy.base")) {
            return "Understudy";
        }
        return first("ss_network_module")
                .map(module -> "sd-scripts, " + module)
                .or(() -> first("modelspec.implementation"))
                .orElse(null);
    }

    /** A value inside of a text that is JSON itself, or null. */
    private @Nullable String inner(String key, String field) {
        String text = metadata.get(key);
        if (text == null) {
            return null;
        }
        try {
            JsonNode value = JsonTree.read(text).path(field);
            return value.isValueNode() && !value.isNull() ? value.asString() : null;
        } catch (JacksonException notJson) {
            // Texts of strangers: what cannot be read says nothing.
            return null;
        }
    }

    private Optional<String> time(String key) {
        OptionalDouble seconds = Scales.number(metadata.get(key));
        // Beyond the year 2200 it is no time of a training.
        return seconds.isPresent() && seconds.getAsDouble() > 0 && seconds.getAsDouble() < 7.3e9
                ? Optional.of(DAY_AND_TIME.format(Instant.ofEpochSecond((long) seconds.getAsDouble())))
                : Optional.empty();
    }
}
