package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableRow;
import io.understudy.lora.Strength;
import io.understudy.versions.StrengthWindow;
import io.understudy.versions.sheets.measures.SheetMeasures.AtStrength;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

class StrengthResponse extends Div {
    StrengthResponse(List<AtStrength> strengths, @Nullable StrengthWindow window) {
        NativeTable table = new NativeTable();
        table.addClassName("compare-table");
        NativeTableRow head = table.getHead().addRow();
        for (String name : new String[] {
            "Strength", "Pictures", "Change, ΔE", "Variety, %", "Prompts followed, %", "Face to training set"
        }) {
            head.addHeaderCell().setText(name);
        }
        strengths.forEach(at -> {
            NativeTableRow row = table.getBody().addRow();
            var name = row.addHeaderCell();
            name.getElement().setAttribute("scope", "row");
            name.setText(at.strength().label() + standing(at.strength(), window));
            row.addDataCell().setText(Integer.toString(at.pictures()));
            row.addDataCell().setText(number("%.1f", at.change()));
            row.addDataCell().setText(number("%.0f", at.variety() == null ? null : 100 * at.variety()));
            row.addDataCell()
                    .setText(number(
                            "%.0f",
                            at.allFollowed().map(all -> 100 * all.share()).orElse(null)));
            row.addDataCell().setText(number("%.2f", at.faceDistance()));
        });
        addClassName("compare-scroll");
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
