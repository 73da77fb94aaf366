package io.understudy.versions.sheets.ui;

import io.understudy.collaboration.comments.ui.CommentPanelFactory;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetService;
import io.understudy.versions.sheets.SheetUploadService;
import io.understudy.versions.sheets.flags.SheetFlagService;
import org.springframework.stereotype.Component;

@Component
class CellDialogFactory {
    private final SheetService sheets;
    private final SheetFlagService flags;
    private final SheetUploadService uploads;
    private final CommentPanelFactory comments;

    CellDialogFactory(
            SheetService sheets, SheetFlagService flags, SheetUploadService uploads, CommentPanelFactory comments) {
        this.sheets = sheets;
        this.flags = flags;
        this.uploads = uploads;
        this.comments = comments;
    }

    CellDialog open(SheetId sheet, int position) {
        CellDialog dialog = new CellDialog(sheets, flags, uploads, comments, sheet, position);
        dialog.open();
        return dialog;
    }
}
