/** The training guide as values and rules: targets, bands, strengths, stacking, trigger words, known problems. */
@NullMarked
package io.understudy.guide;

import org.jspecify.annotations.NullMarked;
