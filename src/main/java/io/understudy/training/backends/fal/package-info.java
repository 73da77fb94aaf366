/** Training on fal.ai. */
@NullMarked
package io.understudy.training.backends.fal;

import org.jspecify.annotations.NullMarked;
