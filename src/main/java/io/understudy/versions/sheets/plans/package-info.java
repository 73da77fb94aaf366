/** Plans of test sheets. */
@NullMarked
@NamedInterface("sheets-plans")
package io.understudy.versions.sheets.plans;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
