package io.understudy.datasets.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.datasets.consent.ConsentRoutes;
import io.understudy.datasets.consent.LedgerFilter;
import io.understudy.datasets.consent.WithdrawnPhoto;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import java.util.List;

/** The mark on whatever was made from photos that may no longer be used; hidden when there are none. */
public class WithdrawnPhotosBanner extends Panel {
    private static final int NAMED = 5;

    private final String what;
    private final String slug;

    /**
     * @param what was made from them, as a sentence begins: "This version"
     * @param slug of the character whose ledger says more
     */
    public WithdrawnPhotosBanner(String what, String slug, List<WithdrawnPhoto> photos) {
        this.what = what;
        this.slug = slug;
        addClassName("withdrawn-mark");
        getElement().setAttribute("role", "note");
        show(photos);
    }

    public final void show(List<WithdrawnPhoto> photos) {
        removeAll();
        setVisible(!photos.isEmpty());
        Div head = Styled.div(
                "look-item",
                new StateBadge("consent withdrawn", BadgeTone.BAD, VaadinIcon.BAN),
                new Span(what + " was trained on "
                        + Formats.plural(photos.size(), "photo that may", "photos that may")
                        + " no longer be used."));
        UnorderedList list = new UnorderedList();
        photos.stream().limit(NAMED).forEach(photo -> list.add(line(photo)));
        int more = photos.size() - NAMED;
        Anchor ledger = new Anchor(
                ConsentRoutes.of(slug, LedgerFilter.WITHDRAWN),
                more > 0 ? "All " + photos.size() + " in the ledger" : "Open the ledger");
        add(head, list, ledger);
    }

    private static ListItem line(WithdrawnPhoto photo) {
        return new ListItem(
                Styled.span("file-name", photo.fileName()),
                new Span(", by " + photo.by() + " "),
                new RelativeTime(photo.at()),
                new Span(": " + photo.reason()));
    }
}
