package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Panel;
import io.understudy.versions.sheets.SheetDetails;
import io.understudy.versions.sheets.flags.SheetFlag;
import io.understudy.versions.sheets.flags.SheetFlagService;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

class FlagsPanel extends Panel {
    private final transient SheetFlagService sheetFlagService;
    private final Span count = Hint.inline();
    private final Paragraph none = new Hint("Nothing is flagged. Open a picture and mark what is wrong with it, or"
            + " press X on a picture: flags appear next to the checklist items they count against.");
    private final FlagLines lines;
    private transient SheetDetails sheet;

    FlagsPanel(
            SheetFlagService sheetFlagService, SheetDetails sheet, List<SheetFlag> flags, Consumer<SheetFlag> point) {
        this.sheetFlagService = sheetFlagService;
        this.sheet = sheet;
        this.lines = new FlagLines(
                new FlagLines.Steps(
                        point,
                        flag -> new RemoveFlagDialog(sheetFlagService, flag, () -> {
                                    // The page follows the sheet and shows what is left.
                                })
                                .open()),
                this::place);
        add(Panel.head("Flagged artifacts", count), none, lines);
        show(sheet, flags);
    }

    final void show(SheetDetails now, List<SheetFlag> flags) {
        sheet = now;
        int standing = counting(flags).size();
        count.setText(standing == 0 ? "" : Formats.plural(standing, "flag", "flags"));
        none.setVisible(standing == 0);
        lines.show(flags, flags.isEmpty() ? Set.of() : sheetFlagService.removable(flags));
    }

    private String place(SheetFlag flag) {
        return sheet.cells().get(flag.position()).description();
    }

    static List<SheetFlag> counting(List<SheetFlag> flags) {
        return flags.stream().filter(SheetFlag::counts).toList();
    }
}
