package io.understudy.bundle.metadata;

import io.understudy.bundle.BundleFormat.Lora;
import io.understudy.lora.Strength;
import io.understudy.prompting.guide.TriggerWord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a released LoRA. Written for the world: the caller decides which names leave the house.
 *
 * @param title such as “Mira v3”
 * @param author a team rather than a person
 * @param strength recommended, or null when none was signed
 * @param snapshot the photos that it was trained on, or null when it was trained elsewhere
 * @param settings of the training
 * @param limits what it is known to do badly
 * @param files that lie next to it and prove or describe it
 */
public record ReleaseFacts(
        String title,
        String version,
        String description,
        String author,
        Instant releasedAt,
        Lora lora,
        Base base,
        TriggerWord triggerWord,
        @Nullable Strength strength,
        License license,
        @Nullable Snapshot snapshot,
        List<Value> settings,
        List<Value> measures,
        List<Sample> samples,
        List<String> limits,
        List<Reference> files) {

    public ReleaseFacts {
        settings = List.copyOf(settings);
        measures = List.copyOf(measures);
        samples = List.copyOf(samples);
        limits = List.copyOf(limits);
        files = List.copyOf(files);
    }

    /**
     * The model that it adapts.
     *
     * @param repository on Hugging Face, such as {@code black-forest-labs/FLUX.1-dev}, or null
     * @param architecture as ModelSpec names it, such as {@code flux-1-dev/lora}
     */
    public record Base(String name, @Nullable String repository, String architecture) {}

    /**
     * Terms of use.
     *
     * @param id from the Hub's list, such as {@code apache-2.0}, or {@code other}
     * @param name of a licence that is not on the list
     * @param link to its text
     */
    public record License(
            String id, @Nullable String name, @Nullable String link) {
        String words() {
            return name == null ? id : name;
        }
    }

    public record Snapshot(String sha256, int photos, boolean showsPeople) {}

    public record Value(String name, String value) {}

    /** @param path of the picture in the release folder */
    public record Sample(String prompt, String path) {}

    /** What CycloneDX calls the file. */
    public enum Purpose {
        ATTESTATION("attestation"),
        SIGNATURE("digital-signature"),
        MODEL_CARD("model-card"),
        EVIDENCE("evidence");

        private final String type;

        Purpose(String type) {
            this.type = type;
        }

        String type() {
            return type;
        }
    }

    /** @param sha256 null for what is written after this, such as the signature over everything */
    public record Reference(
            Purpose purpose, String path, @Nullable String sha256) {}
}
