/** Screens of templates and snippets. */
@NullMarked
package io.understudy.prompts.templates.ui;

import org.jspecify.annotations.NullMarked;
