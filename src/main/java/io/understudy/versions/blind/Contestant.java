package io.understudy.versions.blind;

import io.understudy.versions.VersionId;
import io.understudy.versions.sheets.SheetColumn;
import io.understudy.versions.sheets.SheetId;
import org.jspecify.annotations.Nullable;

/**
 * A column of a test sheet that can take part in a blind comparison.
 *
 * @param version null for the base model without a LoRA
 * @param name as results show it
 * @param production whether it is the character's production version
 */
public record Contestant(
        SheetId sheet, SheetColumn column, @Nullable VersionId version, String name, boolean production) {}
