/** What screens of several features show of pictures that are generated. */
@NullMarked
package io.understudy.generation.ui;

import org.jspecify.annotations.NullMarked;
