@NullMarked
package io.understudy.prompts.loras;

import org.jspecify.annotations.NullMarked;
