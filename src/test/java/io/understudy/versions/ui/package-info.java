@NullMarked
package io.understudy.versions.ui;

import org.jspecify.annotations.NullMarked;
