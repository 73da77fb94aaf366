/** Editions of the checklist and the ticks of a version. */
@NullMarked
package io.understudy.versions.checklist;

import org.jspecify.annotations.NullMarked;
