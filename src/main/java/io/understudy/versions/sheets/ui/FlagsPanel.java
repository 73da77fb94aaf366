package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.ui.Formats;
import io.understudy.versions.sheets.SheetDetails;
import io.understudy.versions.sheets.flags.SheetFlag;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

class FlagsPanel extends Div {
    private final transient SheetServices services;
    private final Span count = new Span();
    private final Paragraph none = new Paragraph("Nothing is flagged. Open a picture and mark what is wrong with it, or"
            + " press X on a picture: flags appear next to the checklist items they count against.");
    private final FlagLines lines;
    private transient SheetDetails sheet;

    FlagsPanel(SheetServices services, SheetDetails sheet, List<SheetFlag> flags, Consumer<SheetFlag> point) {
        this.services = services;
        this.sheet = sheet;
        this.lines = new FlagLines(
                new FlagLines.Steps(
                        point,
                        flag -> new RemoveFlagDialog(services.flags(), flag, () -> {
                                    // The page follows the sheet and shows what is left.
                                })
                                .open()),
                this::place);
        addClassName("panel");
        count.addClassName("secondary-text");
        none.addClassName("secondary-text");
        Div head = new Div(new H2("Flagged artifacts"), count);
        head.addClassName("panel-head");
        add(head, none, lines);
        show(sheet, flags);
    }

    final void show(SheetDetails now, List<SheetFlag> flags) {
        sheet = now;
        int standing = counting(flags).size();
        count.setText(standing == 0 ? "" : Formats.plural(standing, "flag", "flags"));
        none.setVisible(standing == 0);
        lines.show(flags, flags.isEmpty() ? Set.of() : services.flags().removable(flags));
    }

    private String place(SheetFlag flag) {
        return sheet.cells().get(flag.position()).description();
    }

    static List<SheetFlag> counting(List<SheetFlag> flags) {
        return flags.stream().filter(SheetFlag::counts).toList();
    }
}
