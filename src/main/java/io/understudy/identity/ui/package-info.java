/** Screens of sign-in, profile, team and tokens. */
@NullMarked
@NamedInterface("ui")
package io.understudy.identity.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
