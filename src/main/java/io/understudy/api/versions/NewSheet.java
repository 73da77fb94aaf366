package io.understudy.api.versions;

import jakarta.validation.constraints.NotNull;

/**
 * A test sheet that is to be made by the plan of the version's character.
 *
 * @param backend id of a generation backend that is free
 */
record NewSheet(@NotNull String backend) {}
