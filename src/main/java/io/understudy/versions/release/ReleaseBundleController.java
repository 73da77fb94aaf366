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

    ReleaseBundleController(ReleaseBundleService dossiers) {
        this.dossiers = dossiers;
    }

    @GetMapping("/versions/{id}/dossier")
    void dossier(@PathVariable UUID id, HttpServletResponse response) throws IOException {
        ReleaseBundle release = dossiers.create(new VersionId(id));
        dossiers.write(release, Attachment.zip(release.fileName(), response));
    }
}
