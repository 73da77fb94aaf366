/** Spring Security: sign-in, sessions, headers, asking for the password again. */
@NullMarked
@NamedInterface("security")
package io.understudy.identity.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
