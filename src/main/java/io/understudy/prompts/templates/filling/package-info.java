/** Characters put into templates. */
@NullMarked
@NamedInterface("template-filling")
package io.understudy.prompts.templates.filling;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
