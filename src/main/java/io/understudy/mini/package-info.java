/** The miniature: a small image model that trains and generates on a CPU. A library without Spring. */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {"lora"})
package io.understudy.mini;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
