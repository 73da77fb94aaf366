/** Uploads of pictures and zip files. */
@NullMarked
@NamedInterface("intake")
package io.understudy.datasets.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
