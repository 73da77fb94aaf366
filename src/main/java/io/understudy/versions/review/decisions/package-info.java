/** Decisions, the manifests they are bound to, signatures. */
@NullMarked
@NamedInterface("decisions")
package io.understudy.versions.review.decisions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
