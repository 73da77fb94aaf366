/** Prompt templates with slots, shared by the team and filled with a character; the stack planner. */
@NullMarked
package io.understudy.prompts;

import org.jspecify.annotations.NullMarked;
