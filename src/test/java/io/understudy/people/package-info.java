@NullMarked
package io.understudy.people;

import org.jspecify.annotations.NullMarked;
