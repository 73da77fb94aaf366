/** The regression gallery. */
@NullMarked
package io.understudy.prompts.regression.ui;

import org.jspecify.annotations.NullMarked;
