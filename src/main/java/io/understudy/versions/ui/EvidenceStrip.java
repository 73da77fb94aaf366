package io.understudy.versions.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.NativeButton;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.PictureViewer;
import io.understudy.platform.ui.RovingFocus;
import io.understudy.platform.ui.Styled;
import io.understudy.storage.BlobUrls;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.checklist.evidence.Evidence;
import java.util.ArrayList;
import java.util.List;

class EvidenceStrip extends RovingFocus {
    /** As many as two rows hold; the last place says how many more there are. */
    static final int SHOWN = 12;

    EvidenceStrip(VersionId version, List<Evidence> evidence) {
        super("evidence-strip");
        List<PictureViewer.Picture> all = new ArrayList<>();
        List<Component> pictures = new ArrayList<>();
        List<Component> words = new ArrayList<>();
        evidence.forEach(piece -> piece.pictureIfAny()
                .ifPresentOrElse(
                        hash -> {
                            PictureViewer.Picture picture = new PictureViewer.Picture(BlobUrls.of(hash), piece.words());
                            all.add(picture);
                            pictures.add(PictureViewer.thumbnail(picture, () -> all));
                        },
                        () -> words.add(file(version, piece))));
        if (pictures.size() <= SHOWN) {
            add(pictures);
        } else {
            List<Component> rest = pictures.subList(SHOWN - 1, pictures.size());
            add(pictures.subList(0, SHOWN - 1));
            add(more(rest));
        }
        add(words);
    }

    private NativeButton more(List<Component> rest) {
        NativeButton more = new NativeButton("+" + rest.size());
        more.addClassName("evidence-more");
        more.setAriaLabel("Show " + Formats.plural(rest.size(), "more picture", "more pictures"));
        more.addClickListener(event -> {
            int place = indexOf(more);
            remove(more);
            addComponentAtIndex(place, rest.getFirst());
            for (int next = 1; next < rest.size(); next++) {
                addComponentAtIndex(place + next, rest.get(next));
            }
        });
        return more;
    }

    private static Component file(VersionId version, Evidence piece) {
        return piece.bytesIfAny()
                .<Component>map(hash -> {
                    Anchor link = new Anchor(VersionRoutes.evidenceFile(version, hash), piece.words());
                    link.addClassName("evidence-fact");
                    link.setRouterIgnore(true);
                    link.getElement().setAttribute("download", true);
                    return link;
                })
                .orElseGet(() -> Styled.span("evidence-fact", piece.words()));
    }
}
