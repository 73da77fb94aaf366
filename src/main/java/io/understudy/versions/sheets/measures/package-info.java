/** Measures of the pictures of a sheet. */
@NullMarked
@NamedInterface("sheets-measures")
package io.understudy.versions.sheets.measures;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
