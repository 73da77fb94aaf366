/** The contract of a generation backend. */
@NullMarked
@NamedInterface("backends-api")
package io.understudy.generation.backends.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
