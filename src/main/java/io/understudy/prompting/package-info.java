/** The team's guide and the language of prompts. A library without Spring. */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {"platform", "lora"})
package io.understudy.prompting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
