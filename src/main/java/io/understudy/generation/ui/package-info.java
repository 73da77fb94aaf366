/** Buttons that other screens share. */
@NullMarked
@NamedInterface("ui")
package io.understudy.generation.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
