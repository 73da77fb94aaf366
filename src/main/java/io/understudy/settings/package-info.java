/** Settings of the installation and its sealed secrets. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "identity"})
package io.understudy.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
