/** The text of captions and its edits. */
@NullMarked
package io.understudy.datasets.captions.text;

import org.jspecify.annotations.NullMarked;
