package io.understudy.datasets.snapshots.export;

import io.understudy.datasets.SnapshotId;
import io.understudy.identity.Budgeted;
import io.understudy.identity.Budgeted.Budget;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.web.Attachment;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class SnapshotExportController {
    private final SnapshotExportService exports;

    SnapshotExportController(SnapshotExportService exports) {
        this.exports = exports;
    }

    @Budgeted(Budget.EXPORTS)
    @GetMapping("/snapshots/{hash:[0-9a-f]{64}}/{layout}.zip")
    void zip(
            @PathVariable String hash,
            @PathVariable String layout,
            @RequestParam Map<String, String> options,
            HttpServletResponse response)
            throws IOException {
        ExportLayout chosen = Arrays.stream(ExportLayout.values())
                .filter(known -> known.slug().equals(layout))
                .findFirst()
                .orElseThrow(() -> new DomainException.NotFound("There is no layout “" + layout + "”."));
        SnapshotExport export = exports.take(new SnapshotId(hash), chosen, ExportOptions.of(options));
        export.writeTo(Attachment.zip(export.fileName(), response));
    }
}
