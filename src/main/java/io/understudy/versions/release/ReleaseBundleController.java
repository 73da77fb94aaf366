package io.understudy.versions.release;

import io.understudy.identity.Budgeted;
import io.understudy.identity.Budgeted.Budget;
import io.understudy.platform.web.Attachment;
import io.understudy.versions.VersionId;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ReleaseBundleController {
    private final ReleaseBundleService bundles;
    private final ReleaseFolderService folders;

    ReleaseBundleController(ReleaseBundleService bundles, ReleaseFolderService folders) {
        this.bundles = bundles;
        this.folders = folders;
    }

    @Budgeted(Budget.EXPORTS)
    @GetMapping("/versions/{id}/bundle")
    void bundle(@PathVariable UUID id, HttpServletResponse response) throws IOException {
        ReleaseBundle release = bundles.create(new VersionId(id));
        bundles.write(release, Attachment.zip(release.fileName(), response));
    }

    @Budgeted(Budget.EXPORTS)
    @GetMapping("/versions/{id}/release")
    void folder(@PathVariable UUID id, HttpServletResponse response) throws IOException {
        ReleaseFolder release = folders.create(new VersionId(id));
        folders.write(release, Attachment.zip(release.fileName(), response));
    }
}
