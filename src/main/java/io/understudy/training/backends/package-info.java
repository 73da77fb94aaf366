/** Which backends this installation has. */
@NullMarked
@NamedInterface("backends")
package io.understudy.training.backends;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
