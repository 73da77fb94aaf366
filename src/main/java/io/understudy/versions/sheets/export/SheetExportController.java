package io.understudy.versions.sheets.export;

import io.understudy.identity.Budgeted;
import io.understudy.identity.Budgeted.Budget;
import io.understudy.platform.web.Attachment;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.export.SheetExportService.SheetExport;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class SheetExportController {
    private final SheetExportService exports;

    SheetExportController(SheetExportService exports) {
        this.exports = exports;
    }

    @Budgeted(Budget.EXPORTS)
    @GetMapping("/sheets/{id}/pictures.zip")
    void zip(@PathVariable UUID id, HttpServletResponse response) throws IOException {
        SheetExport export = exports.take(new SheetId(id));
        exports.writeZip(export, Attachment.zip(export.name() + ".zip", response));
    }
}
