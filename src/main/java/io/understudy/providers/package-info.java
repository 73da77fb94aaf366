/** Connections to the services and the hardware that train and generate. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "mini",
            "identity",
            "identity :: security",
            "prompting",
            "storage",
            "settings"
        })
package io.understudy.providers;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
