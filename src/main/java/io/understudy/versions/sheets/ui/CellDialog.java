package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.upload.Upload;
import io.understudy.shared.ui.Formats;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobUrls;
import io.understudy.versions.sheets.SheetCell;
import io.understudy.versions.sheets.SheetComments;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetUploadService;

/** One place of a sheet: its picture as large as the window allows, where it comes from, and how to put one there. */
class CellDialog extends Dialog {
    CellDialog(SheetDesk desk, SheetId sheet, SheetCell cell) {
        setHeaderTitle(cell.column().label() + " · seed " + cell.row().seed());
        Button close = new Button(VaadinIcon.CLOSE_SMALL.create(), event -> close());
        close.setAriaLabel("Close");
        getHeader().add(close);
        BlobHash picture = cell.picture();
        if (picture != null) {
            Div frame = new Div(new Image(BlobUrls.of(picture), cell.description()));
            frame.addClassName("cell-dialog-picture");
            add(frame);
        }
        Paragraph prompt = new Paragraph(cell.row().prompt());
        Paragraph origin = new Paragraph(origin(cell));
        origin.addClassName("secondary-text");
        add(prompt, origin, upload(desk, sheet, cell), comments(desk, sheet, cell));
    }

    private static Div comments(SheetDesk desk, SheetId sheet, SheetCell cell) {
        return new Div(
                new H3("Comments on this picture"), desk.comments().panel(SheetComments.of(sheet, cell.position())));
    }

    private static String origin(SheetCell cell) {
        SheetCell.Source source = cell.source();
        if (source == null) {
            return cell.words() == null ? "No picture yet." : cell.words();
        }
        return switch (source) {
            case DRAWN -> "Drawn for this sheet.";
            case REUSED -> "Taken from an earlier sheet: same file, prompt, seed and settings.";
            case UPLOADED -> String.valueOf(cell.words());
        };
    }

    private Upload upload(SheetDesk desk, SheetId sheet, SheetCell cell) {
        Upload upload = new Upload(new CellUpload(desk.uploads(), sheet, cell.position(), this::close));
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
