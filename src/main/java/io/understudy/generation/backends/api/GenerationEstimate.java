package io.understudy.generation.backends.api;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a job will need, as far as it can be known beforehand.
 *
 * @param time from its start
 * @param dollars what it costs; null where nobody is paid
 */
public record GenerationEstimate(Duration time, @Nullable BigDecimal dollars) {}
