/** Screens of import and export. */
@NullMarked
package io.understudy.prompts.exchange.ui;

import org.jspecify.annotations.NullMarked;
