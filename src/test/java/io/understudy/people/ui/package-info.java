@NullMarked
package io.understudy.people.ui;

import org.jspecify.annotations.NullMarked;
