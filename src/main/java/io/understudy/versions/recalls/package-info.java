/** Recalls and the record of downloads. */
@NullMarked
package io.understudy.versions.recalls;

import org.jspecify.annotations.NullMarked;
