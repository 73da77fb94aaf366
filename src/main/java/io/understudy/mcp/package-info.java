/** The Model Context Protocol: what assistants may ask for, with the tokens of the API. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "characters",
            "datasets",
            "datasets :: *",
            "training",
            "training :: *",
            "comparison",
            "versions",
            "versions :: *",
            "prompts :: *",
            "billing",
            "identity",
            "identity :: access",
            "lora",
            "prompting",
            "platform"
        })
package io.understudy.mcp;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
