/** Test sheets. */
@NullMarked
@NamedInterface("sheets")
package io.understudy.versions.sheets;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
