/** Sheets over the checkpoints of a run, generated while it trains. */
@NullMarked
@NamedInterface("sheets-runs")
package io.understudy.versions.sheets.runs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
