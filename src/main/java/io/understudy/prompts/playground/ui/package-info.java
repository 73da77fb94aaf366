/** Screens of the playground. */
@NullMarked
package io.understudy.prompts.playground.ui;

import org.jspecify.annotations.NullMarked;
