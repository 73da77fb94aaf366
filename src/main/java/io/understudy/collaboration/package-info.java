/** Inbox and comments. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "identity", "identity :: accounts"})
package io.understudy.collaboration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
