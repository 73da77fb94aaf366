/** The character library: who is being learned, by which trigger word, on which likeness basis. */
@NullMarked
package io.understudy.characters;

import org.jspecify.annotations.NullMarked;
