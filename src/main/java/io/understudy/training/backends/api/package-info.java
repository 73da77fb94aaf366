/** The contract of a training backend. */
@NullMarked
@NamedInterface("backends-api")
package io.understudy.training.backends.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
