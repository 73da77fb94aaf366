@NullMarked
package io.understudy.prompts.playground;

import org.jspecify.annotations.NullMarked;
