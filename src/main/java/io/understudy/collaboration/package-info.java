/** Inbox and comments. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"platform", "identity", "identity :: access", "identity :: accounts", "audit"})
package io.understudy.collaboration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
