package io.understudy.prompts.loras;

import io.understudy.shared.TypedId;
import java.util.UUID;

public record LoraFileId(UUID value) implements TypedId {}
