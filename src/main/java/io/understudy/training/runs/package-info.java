/** Launching, following and deciding about runs. */
@NullMarked
@NamedInterface("runs")
package io.understudy.training.runs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
