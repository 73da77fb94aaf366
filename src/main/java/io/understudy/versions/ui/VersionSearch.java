package io.understudy.versions.ui;

import io.understudy.lora.Fit;
import io.understudy.platform.search.SearchCommand;
import io.understudy.platform.search.SearchHit;
import io.understudy.platform.search.SearchSource;
import io.understudy.platform.search.SearchText;
import io.understudy.storage.BlobUrls;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.registry.VersionLookup;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
class VersionSearch extends SearchSource {
    private final VersionLookup versions;

    VersionSearch(VersionLookup versions) {
        super("Versions", 4);
        this.versions = versions;
    }

    @Override
    public List<SearchHit> find(SearchText text) {
        return versions.find(text).stream()
                .map(version -> new SearchHit(
                        version.name(),
                        label(version),
                        VersionRoutes.of(version.id()),
                        version.cover() == null ? null : BlobUrls.of(version.cover())))
                .toList();
    }

    private static String label(VersionLookup.Found version) {
        Fit fit = version.fit();
        return version.state().label()
                + (version.contradicted() ? ", " + VersionCard.CONTRADICTS : "")
                + (fit == null || fit.outcome().isUsable()
                        ? ""
                        : ", " + fit.outcome().words());
    }

    @Override
    public List<SearchCommand> commands() {
        return List.of(
                new SearchCommand("Inspect a file", "passport hash lora safetensors", VersionRoutes.INSPECT),
                new SearchCommand("Import a LoRA", "version safetensors upload", VersionRoutes.IMPORT),
                new SearchCommand("Edit checklist", "settings requirements review", VersionRoutes.CHECKLIST));
    }
}
