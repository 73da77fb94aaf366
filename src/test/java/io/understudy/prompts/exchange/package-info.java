@NullMarked
package io.understudy.prompts.exchange;

import org.jspecify.annotations.NullMarked;
