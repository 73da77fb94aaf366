/** Import and export of templates. */
@NullMarked
package io.understudy.prompts.exchange;

import org.jspecify.annotations.NullMarked;
