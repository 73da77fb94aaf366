/** Characters put into templates. */
@NullMarked
package io.understudy.prompts.templates.filling;

import org.jspecify.annotations.NullMarked;
