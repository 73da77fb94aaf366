/** The inbox and its bell. */
@NullMarked
@NamedInterface("inbox-ui")
package io.understudy.collaboration.inbox.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
