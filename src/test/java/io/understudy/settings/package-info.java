@NullMarked
package io.understudy.settings;

import org.jspecify.annotations.NullMarked;
