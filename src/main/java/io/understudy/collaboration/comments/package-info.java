/** Comments on whatever a module allows comments on. */
@NullMarked
@NamedInterface("comments")
package io.understudy.collaboration.comments;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
