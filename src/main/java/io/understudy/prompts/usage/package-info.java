/** Where a version is used in prompts. */
@NullMarked
package io.understudy.prompts.usage;

import org.jspecify.annotations.NullMarked;
