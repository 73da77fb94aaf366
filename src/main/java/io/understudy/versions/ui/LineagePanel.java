package io.understudy.versions.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.DatasetRoutes;
import io.understudy.datasets.SnapshotEntry;
import io.understudy.shared.ui.Formats;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobUrls;
import io.understudy.training.TrainingParameters;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionOrigin.Trained;
import java.util.List;

/** Where a version comes from, as a chain of pictures: photos, snapshot, run, version. */
class LineagePanel extends Div {
    private static final int FACES = 6;

    LineagePanel(VersionDetails version, Trained run, CharacterSummary character, List<SnapshotEntry> pictures) {
        addClassNames("panel", "lineage-panel");
        OrderedList chain = new OrderedList(snapshot(run, character, pictures), run(run), result(version.card(), run));
        chain.addClassName("lineage");
        add(new H2("Where it comes from"), chain, makers(version));
    }

    private static ListItem snapshot(Trained run, CharacterSummary character, List<SnapshotEntry> pictures) {
        Div faces = new Div();
        faces.addClassName("lineage-faces");
        pictures.stream().limit(FACES).forEach(entry -> faces.add(picture(entry.thumbnail(), entry.caption())));
        return link(
                faces,
                new Anchor(
                        DatasetRoutes.of(character.slug()),
                        "Snapshot " + run.snapshot().brief()),
                Formats.plural(pictures.size(), "picture", "pictures") + " of " + character.name(),
                "trigger word " + run.triggerWord());
    }

    private static ListItem run(Trained run) {
        TrainingParameters settings = run.parameters();
        Div gauge = new Div(new Span(Formats.count(settings.steps())), new Span("steps"));
        gauge.addClassName("lineage-number");
        return link(
                gauge,
                new Anchor("runs/" + run.runNumber(), "Run #" + run.runNumber()),
                "learning rate %s · batch %d"
                        .formatted(Formats.learningRate(settings.learningRate()), settings.batchSize()),
                "on " + run.backend() + ", seed " + settings.seed());
    }

    private static ListItem result(VersionCard card, Trained run) {
        Div faces = new Div();
        faces.addClassName("lineage-faces");
        BlobHash cover = card.cover();
        if (cover != null) {
            faces.add(picture(cover, "Last sample of run #" + run.runNumber()));
        }
        return link(
                faces,
                new Span("Version " + card.number()),
                "rank %d · alpha %s".formatted(card.rank(), plain(card.alpha())),
                card.fitsFlux() ? card.use() : "miniature, for rehearsal");
    }

    private static ListItem link(Component picture, Component name, String... facts) {
        Div words = new Div(name);
        words.addClassName("lineage-words");
        for (String fact : facts) {
            Span span = new Span(fact);
            span.addClassName("secondary-text");
            words.add(span);
        }
        ListItem item = new ListItem(picture, words);
        item.addClassName("lineage-link");
        return item;
    }

    private static Component picture(BlobHash hash, String words) {
        Image image = new Image(BlobUrls.of(hash), words);
        image.getElement().setAttribute("loading", "lazy");
        return image;
    }

    static Component makers(VersionDetails version) {
        Div lines = new Div();
        lines.addClassName("lineage-makers");
        version.makers().forEach(maker -> {
            Span line = new Span(maker.name() + " " + maker.deeds() + ".");
            line.addClassName("secondary-text");
            lines.add(line);
        });
        return lines;
    }

    static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
