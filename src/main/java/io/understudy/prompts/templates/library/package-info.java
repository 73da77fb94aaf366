/** Storage of templates, their versions and labels. */
@NullMarked
@NamedInterface("template-library")
package io.understudy.prompts.templates.library;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
