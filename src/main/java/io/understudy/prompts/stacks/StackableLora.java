package io.understudy.prompts.stacks;

import io.understudy.characters.CharacterId;
import io.understudy.lora.BaseModel;
import io.understudy.lora.Strength;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.storage.BlobHash;
import io.understudy.versions.StrengthWindow;
import io.understudy.versions.VersionCard;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A LoRA as a stack uses it.
 *
 * @param fileName with its ending
 * @param triggerWord that the prompt has to say, or empty
 * @param model that the file is proven to be for, or null while that is unknown
 * @param verdict what its bytes say
 * @param character whose it is, or null for a file of the library
 * @param usualStrength with which it is used when nothing speaks against it
 * @param window at which strengths it is to be used; null where nobody knows
 * @param address of the file on the web, or null
 * @param replacement what to use instead, or null
 */
public record StackableLora(
        LoraRef ref,
        String fileName,
        TriggerWord triggerWord,
        BlobHash file,
        @Nullable BaseModel model,
        FileVerdict verdict,
        @Nullable CharacterId character,
        Strength usualStrength,
        @Nullable StrengthWindow window,
        @Nullable String address,
        Standing standing,
        @Nullable Replacement replacement) {
    public enum Standing {
        USABLE,
        SUPERSEDED,
        REVOKED,
        /**
         * Photos it was trained on were withdrawn, or its dataset was recalled: nothing is generated with it meanwhile.
         */
        RECALLED,
        NOT_APPROVED,
        /** It is said to be in production, and the audit trail does not say so. */
        CONTRADICTED,
        REMOVED
    }

    public record Replacement(LoraRef ref, String name) {}

    public String name() {
        return fileName.replaceFirst("\\.safetensors$", "");
    }

    /** Its name where it is chosen, with what has to be said of its file. */
    public String marked() {
        return name()
                + verdict.mark().map(words -> " · " + words).orElse("")
                + (standing == Standing.CONTRADICTED ? " · " + VersionCard.CONTRADICTS : "");
    }

    /** Why nothing may be generated with it; empty when it may be used. */
    public Optional<String> refusal() {
        return switch (standing) {
            case USABLE, SUPERSEDED, NOT_APPROVED, CONTRADICTED -> Optional.empty();
            case REVOKED -> Optional.of(name() + " was revoked, so it can no longer generate pictures.");
            case RECALLED ->
                Optional.of(name() + " is recalled: photos it was trained on must not be used, so it cannot generate"
                        + " pictures. Its page says why.");
            case REMOVED -> Optional.of(name() + " was removed, so it can no longer generate pictures.");
        };
    }
}
