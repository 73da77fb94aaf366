/** Release bundles, signing keys, downloads, production. */
@NullMarked
@NamedInterface("release")
package io.understudy.versions.release;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
