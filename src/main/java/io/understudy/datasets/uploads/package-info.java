/** Files for a dataset that arrive in parts. */
@NullMarked
@NamedInterface("uploads")
package io.understudy.datasets.uploads;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
