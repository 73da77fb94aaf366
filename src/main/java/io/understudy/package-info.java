/** Bootstrap of the workspace: everything else lives in the feature packages below. */
@NullMarked
package io.understudy;

import org.jspecify.annotations.NullMarked;
