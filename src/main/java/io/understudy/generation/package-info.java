/** Generated images: ids, states, records and events. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "lora",
            "mini",
            "identity",
            "storage",
            "billing",
            "billing :: ui",
            "providers :: *",
            "characters",
            "datasets :: images-decoding",
            "prompting"
        })
package io.understudy.generation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
