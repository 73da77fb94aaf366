/** Commands and files on the team's own machines, through SSH. */
@NullMarked
@NamedInterface("ssh")
package io.understudy.providers.ssh;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
