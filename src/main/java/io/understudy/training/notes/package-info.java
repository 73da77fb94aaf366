/** What the team writes about runs: a note and tags. */
@NullMarked
@NamedInterface("notes")
package io.understudy.training.notes;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
