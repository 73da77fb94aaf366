/** Measures, verdicts and advice, and where people overrule them. */
@NullMarked
@NamedInterface("quality")
package io.understudy.datasets.quality;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
