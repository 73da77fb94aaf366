package io.understudy.versions.lineage;

import io.understudy.identity.Budgeted;
import io.understudy.identity.Budgeted.Budget;
import io.understudy.platform.web.Attachment;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class VersionLineageController {
    private final VersionService versions;

    VersionLineageController(VersionService versions) {
        this.versions = versions;
    }

    @Budgeted(Budget.EXPORTS)
    @GetMapping("/versions/{id}/lineage")
    ResponseEntity<VersionLineage> lineage(@PathVariable UUID id) {
        VersionDetails version = versions.details(new VersionId(id));
        return ResponseEntity.ok()
                .headers(Attachment.headers(version.card().name() + ".lineage.json", MediaType.APPLICATION_JSON))
                .cacheControl(CacheControl.noCache().cachePrivate())
                .body(VersionLineage.of(version));
    }
}
