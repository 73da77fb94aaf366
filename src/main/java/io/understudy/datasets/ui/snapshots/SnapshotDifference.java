package io.understudy.datasets.ui.snapshots;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import io.understudy.datasets.SnapshotEntry;
import io.understudy.datasets.snapshots.SnapshotDiff;
import io.understudy.datasets.ui.CaptionDifference;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.LazyImage;
import io.understudy.platform.ui.PictureTile;
import io.understudy.platform.ui.Styled;
import io.understudy.storage.BlobUrls;
import java.util.List;

class SnapshotDifference extends Composite<Div> {
    private static final int CAPTIONS_SHOWN = 100;

    SnapshotDifference(SnapshotDiff diff) {
        getContent().addClassName("difference-parts");
        getContent().add(Styled.span(diff.count() == 0 ? "secondary-text" : "panel-title", diff.inWords()));
        if (diff.triggerChanged()) {
            section(
                    "Trigger word",
                    CaptionDifference.words(
                            diff.triggerBefore().value(), diff.triggerAfter().value()));
        }
        pictures("Added", diff.added());
        pictures("Removed", diff.removed());
        captions(diff.captions());
        repeats(diff.repeats());
        if (diff.reordered()) {
            section("Order", new Span("The pictures that are in both have another order."));
        }
    }

    private void pictures(String title, List<SnapshotEntry> entries) {
        if (!entries.isEmpty()) {
            Div wall = Styled.div("picture-wall small");
            entries.forEach(entry -> wall.add(
                    new PictureTile(BlobUrls.of(entry.thumbnail()), entry.fileName()).caption(entry.fileName())));
            section(title + ", " + Formats.plural(entries.size(), "picture", "pictures"), wall);
        }
    }

    private void captions(List<SnapshotDiff.Caption> captions) {
        if (!captions.isEmpty()) {
            Div rows = Styled.div("caption-changes");
            captions.stream().limit(CAPTIONS_SHOWN).forEach(caption -> rows.add(row(caption)));
            if (captions.size() > CAPTIONS_SHOWN) {
                rows.add(new Span("and " + (captions.size() - CAPTIONS_SHOWN) + " more"));
            }
            section("Captions, " + Formats.plural(captions.size(), "change", "changes"), rows);
        }
    }

    private void repeats(List<SnapshotDiff.Repeats> repeats) {
        if (!repeats.isEmpty()) {
            Div wall = Styled.div("picture-wall small");
            repeats.forEach(each -> wall.add(new PictureTile(
                            BlobUrls.of(each.picture().thumbnail()),
                            each.picture().fileName())
                    .caption(each.picture().fileName() + ": " + each.before() + " → " + each.after())));
            section("Repeats, " + Formats.plural(repeats.size(), "change", "changes"), wall);
        }
    }

    private static Component row(SnapshotDiff.Caption caption) {
        Div row = Styled.div(
                "caption-change",
                new LazyImage(BlobUrls.of(caption.picture().thumbnail()), ""),
                new CaptionDifference(caption.picture().fileName(), caption.before(), caption.after()));
        return row;
    }

    private void section(String title, Component content) {
        getContent().add(new H3(title), content);
    }
}
