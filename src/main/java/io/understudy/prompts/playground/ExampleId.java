package io.understudy.prompts.playground;

import io.understudy.shared.TypedId;
import java.util.UUID;

/** Identifies an example picture of a template. */
public record ExampleId(UUID value) implements TypedId {}
