/** Layout, home, settings and error pages. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "identity",
            "identity :: *",
            "storage",
            "collaboration :: *",
            "characters",
            "versions :: *"
        })
package io.understudy.shell;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
