/** Screens of the prompt library and the stack planner. */
@NullMarked
package io.understudy.prompts.ui;

import org.jspecify.annotations.NullMarked;
