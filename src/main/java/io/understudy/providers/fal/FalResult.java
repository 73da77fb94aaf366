package io.understudy.providers.fal;

import java.math.BigDecimal;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a model answered.
 *
 * @param output in the model's own form
 * @param billedUnits how much fal charged, in the unit that it charges this model by; empty where it does not say
 */
public record FalResult(JsonNode output, Optional<BigDecimal> billedUnits) {}
