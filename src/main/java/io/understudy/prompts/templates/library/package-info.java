/** Storage of templates, their versions and labels. */
@NullMarked
package io.understudy.prompts.templates.library;

import org.jspecify.annotations.NullMarked;
