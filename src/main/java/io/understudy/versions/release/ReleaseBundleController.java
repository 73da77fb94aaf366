package io.understudy.versions.release;

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
    private final ReleaseBundleService dossiers;
    private final ReleaseFolderService folders;

    ReleaseBundleController(ReleaseBundleService dossiers, ReleaseFolderService folders) {
        this.dossiers = dossiers;
        this.folders = folders;
    }

    @GetMapping("/versions/{id}/dossier")
    void dossier(@PathVariable UUID id, HttpServletResponse response) throws IOException {
        ReleaseBundle release = dossiers.create(new VersionId(id));
        dossiers.write(release, Attachment.zip(release.fileName(), response));
    }

    @GetMapping("/versions/{id}/release")
    void folder(@PathVariable UUID id, HttpServletResponse response) throws IOException {
        ReleaseFolder release = folders.create(new VersionId(id));
        folders.write(release, Attachment.zip(release.fileName(), response));
    }
}
