/** Template files of this product and of others. */
@NullMarked
package io.understudy.prompting.exchange;

import org.jspecify.annotations.NullMarked;
