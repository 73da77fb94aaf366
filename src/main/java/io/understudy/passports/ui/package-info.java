/** Shows passports: the sheet, the picture of norms, and two of them side by side. */
@NullMarked
package io.understudy.passports.ui;

import org.jspecify.annotations.NullMarked;
