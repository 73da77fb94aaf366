/** What every module stands on: ids, errors, jobs, live topics, text and the components of screens. */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {})
package io.understudy.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
