/** Passports of stored files, read in the background. */
@NullMarked
@NamedInterface("passports")
package io.understudy.versions.passports;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
