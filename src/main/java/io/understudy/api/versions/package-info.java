/** Versions, reviews and releases. */
@NullMarked
package io.understudy.api.versions;

import org.jspecify.annotations.NullMarked;
