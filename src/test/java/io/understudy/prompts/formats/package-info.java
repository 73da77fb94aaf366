@NullMarked
package io.understudy.prompts.formats;

import org.jspecify.annotations.NullMarked;
