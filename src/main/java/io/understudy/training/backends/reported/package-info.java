/** Runs that are trained elsewhere and report themselves. */
@NullMarked
@NamedInterface("backends-reported")
package io.understudy.training.backends.reported;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
