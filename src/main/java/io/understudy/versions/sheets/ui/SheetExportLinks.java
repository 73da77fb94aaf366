package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import io.understudy.platform.ui.CsvLink;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetRoutes;
import io.understudy.versions.sheets.export.SheetExportService;

class SheetExportLinks extends Div {
    SheetExportLinks(SheetExportService exports, SheetId sheet) {
        addClassName("actions");
        Anchor zip = new Anchor(SheetRoutes.zip(sheet), "Export pictures");
        zip.getElement().setAttribute("download", true);
        zip.setTitle("A zip with all pictures and the table of the sheet");
        add(
                zip,
                new CsvLink(
                        "Prompts, seeds, strengths, hashes and flagged artifacts of all places",
                        () -> exports.take(sheet).name() + ".csv",
                        out -> exports.writeCsv(exports.take(sheet), out)));
    }
}
