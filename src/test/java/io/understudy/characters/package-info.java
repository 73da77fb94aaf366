@NullMarked
package io.understudy.characters;

import org.jspecify.annotations.NullMarked;
