/** Blobs by the hash of their content: what other modules may store and read. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "identity", "settings"})
package io.understudy.storage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
