/** Characters, their consent and the sample. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "prompting", "identity", "storage"})
package io.understudy.characters;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
