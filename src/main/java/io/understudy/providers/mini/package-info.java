/** The miniature's base model and workers, shared by training and generation. */
@NullMarked
@NamedInterface("mini")
package io.understudy.providers.mini;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
