/** Naming, listing and restoring of snapshots. */
@NullMarked
package io.understudy.datasets.snapshots.restore;

import org.jspecify.annotations.NullMarked;
