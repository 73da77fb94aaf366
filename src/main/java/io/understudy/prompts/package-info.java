/** Everything about prompts that belongs to the team. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "lora",
            "prompting",
            "identity",
            "identity :: accounts",
            "storage",
            "collaboration :: *",
            "billing",
            "characters",
            "characters :: ui",
            "providers :: comfy",
            "generation",
            "generation :: *",
            "versions",
            "versions :: *"
        })
package io.understudy.prompts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
