@NullMarked
package io.understudy.characters.ui;

import org.jspecify.annotations.NullMarked;
