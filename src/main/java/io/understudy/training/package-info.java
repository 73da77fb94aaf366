/** Training runs: ids, states, records, events, and the questions that other modules answer. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "lora",
            "mini",
            "prompting",
            "identity",
            "identity :: accounts",
            "identity :: ui",
            "storage",
            "collaboration :: inbox",
            "settings",
            "billing",
            "billing :: ui",
            "providers :: *",
            "characters",
            "characters :: ui",
            "datasets",
            "datasets :: *"
        })
package io.understudy.training;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
