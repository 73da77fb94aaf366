/** Screens of stacks. */
@NullMarked
package io.understudy.prompts.stacks.ui;

import org.jspecify.annotations.NullMarked;
