/** A character's pictures, captions, consent, quality and frozen snapshots. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "prompting",
            "identity",
            "identity :: accounts",
            "storage",
            "settings",
            "billing",
            "providers :: fal",
            "characters",
            "characters :: ui"
        })
package io.understudy.datasets;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
