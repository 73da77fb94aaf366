/** Examples generated again with a new version. */
@NullMarked
package io.understudy.prompts.regression;

import org.jspecify.annotations.NullMarked;
