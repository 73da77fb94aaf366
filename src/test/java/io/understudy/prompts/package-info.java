@NullMarked
package io.understudy.prompts;

import org.jspecify.annotations.NullMarked;
