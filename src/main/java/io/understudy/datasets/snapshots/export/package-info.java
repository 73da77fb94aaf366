/** Snapshots as zip files. */
@NullMarked
package io.understudy.datasets.snapshots.export;

import org.jspecify.annotations.NullMarked;
