/** Test sheets as files for other tools. */
@NullMarked
package io.understudy.versions.sheets.export;

import org.jspecify.annotations.NullMarked;
