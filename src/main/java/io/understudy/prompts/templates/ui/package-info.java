/** Screens of the prompt templates. */
@NullMarked
package io.understudy.prompts.templates.ui;

import org.jspecify.annotations.NullMarked;
