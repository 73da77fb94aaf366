@NullMarked
package io.understudy.prompts.language;

import org.jspecify.annotations.NullMarked;
