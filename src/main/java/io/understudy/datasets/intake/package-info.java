/** Uploads of pictures and zip files. */
@NullMarked
package io.understudy.datasets.intake;

import org.jspecify.annotations.NullMarked;
