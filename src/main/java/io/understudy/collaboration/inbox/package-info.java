/** Notifications of a person. */
@NullMarked
@NamedInterface("inbox")
package io.understudy.collaboration.inbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
