package io.understudy.prompts.loras;

import io.understudy.shared.TypedId;
import java.util.UUID;

/** Identifies a file of the LoRA library. */
public record LoraFileId(UUID value) implements TypedId {}
