/** The team's own computers that train and generate: what admins set up, and whether it answers. */
@NullMarked
@NamedInterface("engines")
package io.understudy.providers.engines;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
