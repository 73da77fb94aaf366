package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.upload.Upload;
import io.understudy.collaboration.comments.ui.CommentPanelFactory;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.StreamedUpload;
import io.understudy.platform.ui.Styled;
import io.understudy.storage.BlobHash;
import io.understudy.versions.sheets.SheetCell;
import io.understudy.versions.sheets.SheetComments;
import io.understudy.versions.sheets.SheetDetails;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetService;
import io.understudy.versions.sheets.SheetUploadService;
import io.understudy.versions.sheets.flags.FlagRegion;
import io.understudy.versions.sheets.flags.SheetFlagService;
import org.jspecify.annotations.Nullable;

/**
 * One place of a sheet: its picture as large as the window allows, what is flagged on it, where it comes from, and how to
 * put another one there.
 */
class CellDialog extends Dialog {
    private final transient SheetService sheets;
    private final transient SheetFlagService flagging;
    private final transient SheetUploadService uploads;
    private final transient CommentPanelFactory comments;
    private final transient SheetId sheet;
    private final Div content = Styled.div("cell-dialog-content");
    private final Button before = walk(VaadinIcon.ANGLE_LEFT, "Previous picture (Page up)", Key.PAGE_UP, -1);
    private final Button after = walk(VaadinIcon.ANGLE_RIGHT, "Next picture (Page down)", Key.PAGE_DOWN, 1);
    private int position;
    private @Nullable CellFlags flags;

    CellDialog(
            SheetService sheets,
            SheetFlagService flagging,
            SheetUploadService uploads,
            CommentPanelFactory comments,
            SheetId sheet,
            int position) {
        this.sheets = sheets;
        this.flagging = flagging;
        this.uploads = uploads;
        this.comments = comments;
        this.sheet = sheet;
        this.position = position;
        addClassName("cell-dialog");
        setWidth("min(94vw, 76rem)");
        getHeader().add(before, after, Buttons.icon(VaadinIcon.CLOSE_SMALL.create(), "Close", event -> close()));
        add(content);
        show();
    }

    private Button walk(VaadinIcon icon, String words, Key key, int by) {
        Button button = Buttons.icon(icon.create(), words, click -> {
            position += by;
            show();
        });
        button.addClickShortcut(key).listenOn(this);
        return button;
    }

    private void show() {
        SheetDetails details = sheets.details(sheet);
        SheetCell cell = details.cells().get(position);
        before.setEnabled(position > 0);
        after.setEnabled(position < details.cells().size() - 1);
        setHeaderTitle(cell.column().label() + " · seed " + cell.row().seed());
        Div side = Styled.div("cell-dialog-side", new Paragraph(cell.row().prompt()), new Hint(origin(cell)));
        content.removeAll();
        BlobHash picture = cell.picture();
        flags = picture == null ? null : new CellFlags(flagging, sheet, cell, picture);
        if (flags != null) {
            content.add(flags.stage());
            side.add(flags);
        }
        side.add(comments(cell), upload(cell));
        content.add(side);
    }

    void ask(FlagRegion mark) {
        if (flags != null) {
            flags.ask(mark);
        }
    }

    void focusPicture() {
        if (flags != null) {
            flags.stage().focus();
        }
    }

    private Div comments(SheetCell cell) {
        return new Div(new H3("Comments on this picture"), comments.panel(SheetComments.of(sheet, cell.position())));
    }

    private static String origin(SheetCell cell) {
        SheetCell.Source source = cell.source();
        if (source == null) {
            return cell.words() == null ? "No picture yet." : cell.words();
        }
        return switch (source) {
            case DRAWN -> "Generated for this sheet.";
            case REUSED -> "Reused from an earlier sheet: same file, prompt, seed and settings.";
            case UPLOADED -> String.valueOf(cell.words());
        };
    }

    private Component upload(SheetCell cell) {
        Upload upload = new Upload(new StreamedUpload<>(
                SheetUploadService.LIMIT,
                (file, in) -> {
                    uploads.take(sheet, cell.position(), file.getFileName(), in);
                    return cell;
                },
                taken -> {
                    Notifications.done("The picture is in its place.");
                    show();
                },
                Notifications::refused));
        upload.setUploadButton(new Button("Upload picture…"));
        upload.setMaxFiles(1);
        upload.setMaxFileSize((int) SheetUploadService.LIMIT);
        upload.setAcceptedFileExtensions(".png", ".jpg", ".jpeg", ".webp");
        upload.setDropLabel(new Span("%s: PNG, JPEG or WebP up to %s"
                .formatted(
                        cell.picture() == null ? "A picture made elsewhere" : "Another picture instead",
                        Formats.bytes(SheetUploadService.LIMIT))));
        return upload;
    }
}
