package io.understudy.prompts.loras;

import io.understudy.platform.core.TypedId;
import java.util.UUID;

public record LoraFileId(UUID value) implements TypedId {}
