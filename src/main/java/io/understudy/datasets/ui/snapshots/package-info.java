/** Snapshots and their differences. */
@NullMarked
package io.understudy.datasets.ui.snapshots;

import org.jspecify.annotations.NullMarked;
