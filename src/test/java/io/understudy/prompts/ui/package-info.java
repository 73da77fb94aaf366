@NullMarked
package io.understudy.prompts.ui;

import org.jspecify.annotations.NullMarked;
