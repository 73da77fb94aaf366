/** Where the screens about prompts are. */
@NullMarked
package io.understudy.prompts.ui;

import org.jspecify.annotations.NullMarked;
