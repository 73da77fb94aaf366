package io.understudy.datasets.uploads;

import io.understudy.platform.core.TypedId;
import java.util.UUID;

public record UploadId(UUID value) implements TypedId {}
