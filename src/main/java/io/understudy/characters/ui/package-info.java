/** The library of characters and a character's page. */
@NullMarked
@NamedInterface("ui")
package io.understudy.characters.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
