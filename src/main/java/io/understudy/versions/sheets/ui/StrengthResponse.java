package io.understudy.versions.sheets.ui;

import io.understudy.lora.Strength;
import io.understudy.platform.ui.DataTable;
import io.understudy.platform.ui.ScrollRegion;
import io.understudy.versions.StrengthWindow;
import io.understudy.versions.sheets.measures.SheetMeasures.AtStrength;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

class StrengthResponse extends ScrollRegion {
    StrengthResponse(List<AtStrength> strengths, @Nullable StrengthWindow window) {
        super("compare-scroll", "Response to the strength");
        DataTable table = new DataTable(
                "compare-table",
                "Strength",
                "Pictures",
                "Change, ΔE",
                "Variety, %",
                "Prompts followed, %",
                "Face to training set");
        strengths.forEach(at -> table.row(
                at.strength().label() + standing(at.strength(), window),
                Integer.toString(at.pictures()),
                number("%.1f", at.change()),
                number("%.0f", at.variety() == null ? null : 100 * at.variety()),
                number("%.0f", at.allFollowed().map(all -> 100 * all.share()).orElse(null)),
                number("%.2f", at.faceDistance())));
        add(table);
    }

    private static String standing(Strength strength, @Nullable StrengthWindow window) {
        if (window == null || !window.contains(strength)) {
            return "";
        }
        return strength.rounded().equals(window.best()) ? " · best" : " · in use";
    }

    private static String number(String pattern, @Nullable Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, pattern, value);
    }
}
