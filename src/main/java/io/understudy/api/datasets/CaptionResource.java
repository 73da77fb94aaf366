package io.understudy.api.datasets;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;

@Schema(name = "Caption")
record CaptionResource(@NotNull String text) {}
