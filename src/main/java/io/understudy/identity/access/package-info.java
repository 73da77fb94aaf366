/** Access tokens of machines. */
@NullMarked
@NamedInterface("access")
package io.understudy.identity.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
