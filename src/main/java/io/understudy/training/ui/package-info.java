/** The queue, the launch form and the page of a run. */
@NullMarked
@NamedInterface("ui")
package io.understudy.training.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
