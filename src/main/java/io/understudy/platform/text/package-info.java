/** Numbers and times as text, text of files, lines of CSV and differences of words. */
@NullMarked
package io.understudy.platform.text;

import org.jspecify.annotations.NullMarked;
