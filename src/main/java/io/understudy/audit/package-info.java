/** The append-only audit trail and its hash chain. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"platform", "identity", "identity :: accounts", "identity :: ui", "settings", "bundle"})
package io.understudy.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
