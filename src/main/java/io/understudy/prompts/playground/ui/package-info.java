/** The playground. */
@NullMarked
package io.understudy.prompts.playground.ui;

import org.jspecify.annotations.NullMarked;
