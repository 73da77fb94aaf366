/** Templates: parsing, analysis, filling, combinations. */
@NullMarked
package io.understudy.prompting.language;

import org.jspecify.annotations.NullMarked;
