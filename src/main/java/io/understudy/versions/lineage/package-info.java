/** Where a version comes from and what came of it. */
@NullMarked
package io.understudy.versions.lineage;

import org.jspecify.annotations.NullMarked;
