/** REST v1: controllers and records over the services of the features, and the rules that all of its addresses share. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "lora",
            "prompting",
            "identity",
            "identity :: access",
            "identity :: accounts",
            "storage",
            "audit",
            "collaboration :: comments",
            "characters",
            "datasets",
            "datasets :: *",
            "training",
            "training :: *",
            "versions",
            "versions :: *",
            "prompts :: *",
            "generation",
            "generation :: *",
            "comparison",
            "billing",
            "webhooks"
        })
package io.understudy.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
