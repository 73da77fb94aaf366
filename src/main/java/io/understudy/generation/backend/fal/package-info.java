/** Pictures generated at fal.ai: each model is a declared profile of limits and price. */
@NullMarked
package io.understudy.generation.backend.fal;

import org.jspecify.annotations.NullMarked;
