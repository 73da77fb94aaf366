package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.ui.DataTable;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.ScrollRegion;
import io.understudy.versions.sheets.measures.PromptWish;
import io.understudy.versions.sheets.measures.SheetMeasures;
import io.understudy.versions.sheets.measures.SheetMeasures.AtStrength;
import io.understudy.versions.sheets.measures.SheetMeasures.Followed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

class PromptFollowing extends Div {
    PromptFollowing(SheetMeasures measured) {
        List<PromptWish> told = Arrays.stream(PromptWish.values())
                .filter(wish -> measured.strengths().stream()
                        .anyMatch(at -> at.followed().containsKey(wish)))
                .toList();
        addClassName("prompt-following");
        add(new H3("Do pictures show what their prompt asks for?"));
        if (told.isEmpty()) {
            add(new Hint("Not measured: no prompt of this sheet asks for a framing, a view, a light or one person, or"
                    + " nobody is recognised on its pictures. On drawn pictures faces are often missed."));
            return;
        }
        add(
                new ScrollRegion("compare-scroll", "Prompts followed", table(measured, told)),
                new Hint("Counted are pictures whose prompt asks for it and on which it can be judged: faces and bodies"
                        + " that are not found are left out, and on drawn pictures many are. Light is judged"
                        + " on the face, relative to the skin. Clothes, scene, expression and style of a prompt"
                        + " are not measured: look at the pictures."));
    }

    private static DataTable table(SheetMeasures measured, List<PromptWish> told) {
        List<String> headings = new ArrayList<>(List.of("Asked for", "No LoRA"));
        measured.strengths().forEach(at -> headings.add(at.strength().label()));
        DataTable table = new DataTable("compare-table", headings.toArray(String[]::new));
        for (PromptWish wish : told) {
            NativeTableRow row = table.row(new Span(wish.label()), new Hint(wish.limits()));
            row.addDataCell().setText(words(measured.withoutLora().get(wish)));
            for (AtStrength at : measured.strengths()) {
                row.addDataCell().setText(words(at.followed().get(wish)));
            }
        }
        return table;
    }

    private static String words(@Nullable Followed followed) {
        return followed == null ? "–" : followed.inWords();
    }
}
