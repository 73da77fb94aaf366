/** Snapshots as zip files. */
@NullMarked
@NamedInterface("snapshots-export")
package io.understudy.datasets.snapshots.export;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
