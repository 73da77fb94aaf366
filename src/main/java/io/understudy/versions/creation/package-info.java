/** Versions of finished runs. */
@NullMarked
package io.understudy.versions.creation;

import org.jspecify.annotations.NullMarked;
