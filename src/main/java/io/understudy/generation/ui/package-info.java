/** What screens of several features show of pictures that are drawn. */
@NullMarked
package io.understudy.generation.ui;

import org.jspecify.annotations.NullMarked;
