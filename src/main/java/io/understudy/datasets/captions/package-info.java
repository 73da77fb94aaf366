/** Editing of captions, and undo. */
@NullMarked
@NamedInterface("captions")
package io.understudy.datasets.captions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
