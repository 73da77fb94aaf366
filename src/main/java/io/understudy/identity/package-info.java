/** People, roles and the annotations that say who may do what. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform"})
package io.understudy.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
