/** Flaws that people mark on the pictures of a sheet. */
@NullMarked
package io.understudy.versions.sheets.flags;

import org.jspecify.annotations.NullMarked;
