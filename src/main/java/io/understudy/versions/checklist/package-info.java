/** Editions of the checklist and the ticks of a version. */
@NullMarked
@NamedInterface("checklist")
package io.understudy.versions.checklist;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
