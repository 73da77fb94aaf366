/** The command line. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "lora", "mini", "bundle"})
package io.understudy.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
