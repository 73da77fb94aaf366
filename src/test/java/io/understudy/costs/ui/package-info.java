@NullMarked
package io.understudy.costs.ui;

import org.jspecify.annotations.NullMarked;
