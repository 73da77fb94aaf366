/** The dataset page. */
@NullMarked
@NamedInterface("ui")
package io.understudy.datasets.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
