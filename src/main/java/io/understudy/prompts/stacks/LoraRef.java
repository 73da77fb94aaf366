package io.understudy.prompts.stacks;

import io.understudy.prompts.loras.LoraFileId;
import io.understudy.versions.VersionId;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Names a LoRA that can be in a stack; has a text form for addresses. */
public sealed interface LoraRef {
    record Version(VersionId id) implements LoraRef {}

    record Imported(LoraFileId id) implements LoraRef {}

    Pattern TEXT = Pattern.compile("([vf])-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

    /** {@code v-} or {@code f-} and the id. */
    default String asText() {
        return switch (this) {
            case Version(VersionId id) -> "v-" + id.value();
            case Imported(LoraFileId id) -> "f-" + id.value();
        };
    }

    static Optional<LoraRef> parse(String text) {
        var matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        UUID id = UUID.fromString(matcher.group(2));
        return Optional.of(
                matcher.group(1).equals("v") ? new Version(new VersionId(id)) : new Imported(new LoraFileId(id)));
    }
}
