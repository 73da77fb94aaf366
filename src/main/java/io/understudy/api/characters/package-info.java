/** Characters, and who asks. */
@NullMarked
package io.understudy.api.characters;

import org.jspecify.annotations.NullMarked;
