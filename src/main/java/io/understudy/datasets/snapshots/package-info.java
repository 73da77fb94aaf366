/** Frozen datasets. */
@NullMarked
package io.understudy.datasets.snapshots;

import org.jspecify.annotations.NullMarked;
