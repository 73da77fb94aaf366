package io.understudy.datasets;

import io.understudy.shared.TypedId;
import java.util.UUID;

/** Identifies one picture of a character's working set. */
public record PictureId(UUID value) implements TypedId {}
