/**
 * Knows a LoRA from its bytes: naming family, model, rank, alpha, coverage, norms and hashes. Pure Java over
 * {@link io.understudy.safetensors}, usable without the rest of the product.
 */
@NullMarked
package io.understudy.safetensors.passport;

import org.jspecify.annotations.NullMarked;
