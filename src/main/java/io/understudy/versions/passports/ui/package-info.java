/** Passports on a page. */
@NullMarked
@NamedInterface("passports-ui")
package io.understudy.versions.passports.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
