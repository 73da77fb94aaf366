package io.understudy.versions.ui;

import com.vaadin.flow.component.Component;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.snapshots.SnapshotDiff;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Panel;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionOrigin;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is in production for the model of a version, and how the version compares to it. */
@org.springframework.stereotype.Component
class ProductionComparison {
    private final VersionService versions;
    private final DatasetService datasets;
    private final List<VersionLink> links;

    ProductionComparison(VersionService versions, DatasetService datasets, List<VersionLink> links) {
        this.versions = versions;
        this.datasets = datasets;
        this.links = List.copyOf(links);
    }

    Component panel(VersionDetails version) {
        VersionCard card = version.card();
        if (card.state() == VersionState.APPROVED) {
            return new ProductionPanel(version, links, false);
        }
        return differences(card)
                .<Component>map(differences -> differences)
                .orElseGet(() -> new Panel(
                        "In production",
                        new Hint("Nothing is in production for "
                                + card.baseModel().label() + " yet.")));
    }

    Optional<ProductionDifferences> differences(VersionCard card) {
        return versions.productions(card.character()).stream()
                .filter(other -> other.baseModel().equals(card.baseModel())
                        && !other.id().equals(card.id()))
                .findFirst()
                .map(production -> new ProductionDifferences(production, card, diff(production, card)));
    }

    private @Nullable SnapshotDiff diff(VersionCard production, VersionCard card) {
        return production.origin() instanceof VersionOrigin.Trained before
                        && card.origin() instanceof VersionOrigin.Trained now
                ? datasets.diff(before.snapshot(), now.snapshot())
                : null;
    }
}
