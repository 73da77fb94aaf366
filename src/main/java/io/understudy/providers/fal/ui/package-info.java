/** Settings of fal.ai. */
@NullMarked
package io.understudy.providers.fal.ui;

import org.jspecify.annotations.NullMarked;
