/** LoRA files: base models, families, strengths. A library without Spring. */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {"platform"})
package io.understudy.lora;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
