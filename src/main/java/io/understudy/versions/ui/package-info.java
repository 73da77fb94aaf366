/** Screens of versions, reviews and checklists. */
@NullMarked
@NamedInterface("ui")
package io.understudy.versions.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
