@NullMarked
package io.understudy.versions.sheets;

import org.jspecify.annotations.NullMarked;
