/** Release bundles, signing keys, downloads, production. */
@NullMarked
package io.understudy.versions.release;

import org.jspecify.annotations.NullMarked;
