package io.understudy.datasets;

import io.understudy.shared.TypedId;
import java.util.UUID;

public record PictureId(UUID value) implements TypedId {}
