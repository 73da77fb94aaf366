package io.understudy.datasets;

import io.understudy.platform.core.TypedId;
import java.util.UUID;

public record PictureId(UUID value) implements TypedId {}
