/** Decisions, the manifests they are bound to, signatures. */
@NullMarked
package io.understudy.versions.review.decisions;

import org.jspecify.annotations.NullMarked;
