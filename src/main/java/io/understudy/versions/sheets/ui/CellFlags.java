package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.html.Div;
import io.understudy.platform.ui.Notifications;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobUrls;
import io.understudy.versions.sheets.SheetCell;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.flags.ArtifactKind;
import io.understudy.versions.sheets.flags.FlagRegion;
import io.understudy.versions.sheets.flags.SheetFlag;
import io.understudy.versions.sheets.flags.SheetFlagService;
import java.util.List;
import java.util.Set;

class CellFlags extends Div {
    private final transient SheetFlagService flags;
    private final transient SheetId sheet;
    private final transient SheetCell cell;
    private final transient BlobHash picture;
    private final FlagForm form;
    private final FlagLines lines = new FlagLines(new FlagLines.Steps(this::point, this::remove), flag -> "");
    private final FlagStage stage;

    CellFlags(SheetFlagService flags, SheetId sheet, SheetCell cell, BlobHash picture) {
        this.flags = flags;
        this.sheet = sheet;
        this.cell = cell;
        this.picture = picture;
        this.form =
                new FlagForm("sheet-flag/" + sheet + "/" + cell.position() + "/" + picture, this::flag, this::unmark);
        this.stage = new FlagStage(BlobUrls.of(picture), cell.description(), form::ask, form::close);
        add(lines, form);
        refresh();
    }

    FlagStage stage() {
        return stage;
    }

    void ask(FlagRegion mark) {
        stage.draw(mark);
        form.ask(mark);
    }

    private void unmark() {
        stage.draw(null);
    }

    private void point(SheetFlag flag) {
        stage.light(flag.number());
    }

    private void remove(SheetFlag flag) {
        new RemoveFlagDialog(flags, flag, this::refresh).open();
    }

    private void flag(ArtifactKind kind, FlagRegion mark, String note) {
        flags.flag(sheet, cell.position(), picture, kind, mark, note);
        Notifications.done("Flagged: " + kind.inSentence() + ".");
        refresh();
    }

    private void refresh() {
        List<SheetFlag> here = flags.ofSheet(sheet).stream()
                .filter(flag -> flag.position() == cell.position())
                .toList();
        stage.show(here.stream().filter(SheetFlag::counts).toList());
        lines.show(here, here.isEmpty() ? Set.of() : flags.removable(here));
    }
}
