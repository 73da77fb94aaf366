/** Runs side by side, with notes and an export. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "prompting",
            "identity",
            "storage",
            "characters",
            "datasets",
            "datasets :: images-decoding",
            "training",
            "training :: *"
        })
package io.understudy.comparison;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
