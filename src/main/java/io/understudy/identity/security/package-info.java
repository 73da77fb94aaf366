/** Spring Security: sign-in, sessions and headers. */
@NullMarked
@NamedInterface("security")
package io.understudy.identity.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
