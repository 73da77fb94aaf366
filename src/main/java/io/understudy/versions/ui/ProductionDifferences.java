package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Anchor;
import io.understudy.datasets.snapshots.SnapshotDiff;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.DataTable;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Panel;
import io.understudy.training.TrainingSettings;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionOrigin;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a version was made with that the production version was not. */
class ProductionDifferences extends Panel {
    private final DataTable table = new DataTable("production-differences", "", "in production", "this version");
    private boolean any;

    /** @param diff from the dataset of the production version to this one's; null when one of them was imported */
    ProductionDifferences(VersionCard production, VersionCard card, @Nullable SnapshotDiff diff) {
        Anchor name = new Anchor(VersionRoutes.of(production.id()), production.name());
        add(
                Panel.head(
                        "Differences to production",
                        name,
                        VersionBadges.trail(production),
                        VersionBadges.recalled(production)),
                new Hint(standing(card.state(), production.baseModel().label())));
        row("Model", production.baseModel().label(), card.baseModel().label());
        row("Trigger word", production.triggerWord(), card.triggerWord());
        row("Rank", production.origin().rankInWords(), card.origin().rankInWords());
        row("Alpha", production.alpha(), card.alpha());
        row("Strength", production.strength().inWords(), card.strength().inWords());
        if (production.origin() instanceof VersionOrigin.Trained before
                && card.origin() instanceof VersionOrigin.Trained now) {
            settings(before.parameters(), now.parameters());
        } else {
            row("Made by", production.origin().words(), card.origin().words());
        }
        if (diff != null) {
            dataset(diff);
        }
        add(any ? table : Hint.inline("Same settings, same dataset."));
    }

    private static String standing(VersionState state, String model) {
        return switch (state) {
            case SUPERSEDED -> "This version was in production for " + model + " before, until another took its place.";
            case REVOKED -> "This version is revoked and cannot take its place.";
            default -> "The version in production for " + model + " is superseded when this one is approved.";
        };
    }

    private void settings(TrainingSettings before, TrainingSettings now) {
        row("Steps", Formats.count(before.steps()), Formats.count(now.steps()));
        row("Learning rate", Formats.learningRate(before.learningRate()), Formats.learningRate(now.learningRate()));
        row("Batch size", before.batchSize(), now.batchSize());
        row("Resolution", before.resolution() + " px", now.resolution() + " px");
        row("Seed", before.seed(), now.seed());
    }

    private void dataset(SnapshotDiff diff) {
        row("Pictures", removed(diff.removed().size()), added(diff.added().size()));
        if (!diff.captions().isEmpty()) {
            row("Captions", "", diff.captions().size() + " changed");
        }
        if (!diff.repeats().isEmpty()) {
            row("Repeats", "", diff.repeats().size() + " changed");
        }
    }

    private static String removed(int pictures) {
        return pictures == 0 ? "" : pictures + " not used here";
    }

    private static String added(int pictures) {
        return pictures == 0 ? "" : pictures + " added";
    }

    private void row(String label, Object before, Object now) {
        if (!Objects.equals(before, now)) {
            any = true;
            table.row(label, before.toString(), now.toString());
        }
    }
}
