/** Generation on fal.ai. */
@NullMarked
package io.understudy.generation.backends.fal;

import org.jspecify.annotations.NullMarked;
