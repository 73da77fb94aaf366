/** Screens of test sheets and strengths. */
@NullMarked
package io.understudy.versions.sheets.ui;

import org.jspecify.annotations.NullMarked;
