/** Who may read the figures for operators, and when they are taken. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform"})
package io.understudy.metrics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
