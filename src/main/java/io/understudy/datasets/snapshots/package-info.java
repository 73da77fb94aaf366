/** Frozen datasets. */
@NullMarked
@NamedInterface("snapshots")
package io.understudy.datasets.snapshots;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
