/** The contract by which features are found from everywhere. */
@NullMarked
package io.understudy.platform.search;

import org.jspecify.annotations.NullMarked;
