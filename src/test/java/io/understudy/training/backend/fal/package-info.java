/** fal's trainers pass the contract of backends, on a fal.ai for tests. */
@NullMarked
package io.understudy.training.backend.fal;

import org.jspecify.annotations.NullMarked;
