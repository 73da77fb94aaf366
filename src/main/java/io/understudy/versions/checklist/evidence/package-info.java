/** What a tick rests on: files, pictures, measured values. */
@NullMarked
@NamedInterface("evidence")
package io.understudy.versions.checklist.evidence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
