package io.understudy.prompts.playground;

import io.understudy.platform.core.TypedId;
import java.util.UUID;

public record ExampleId(UUID value) implements TypedId {}
