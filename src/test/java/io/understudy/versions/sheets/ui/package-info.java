@NullMarked
package io.understudy.versions.sheets.ui;

import org.jspecify.annotations.NullMarked;
