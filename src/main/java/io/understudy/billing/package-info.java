/** Prices, charges and spending limits. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "identity",
            "identity :: accounts",
            "identity :: ui",
            "settings",
            "characters"
        })
package io.understudy.billing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
