/** The card with which an admin connects fal.ai. */
@NullMarked
package io.understudy.fal.ui;

import org.jspecify.annotations.NullMarked;
