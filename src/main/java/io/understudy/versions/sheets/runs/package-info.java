/** Sheets over the checkpoints of a run, generated while it trains. */
@NullMarked
package io.understudy.versions.sheets.runs;

import org.jspecify.annotations.NullMarked;
