package io.understudy.datasets.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.datasets.CaptionChange;
import io.understudy.datasets.PictureFilter;
import io.understudy.datasets.PicturePage;
import io.understudy.shared.ui.EmptyState;
import io.understudy.shared.ui.Formats;
import io.understudy.shared.ui.Pager;
import java.util.List;

/** All captions beside their pictures, to be typed one after another. */
class CaptionsPanel extends Composite<Div> {
    static final int PAGE_SIZE = 24;

    CaptionsPanel(DatasetDesk desk, int pageNumber) {
        PicturePage page = desk.datasets().pictures(desk.character().id(), PictureFilter.ALL, pageNumber, PAGE_SIZE);
        getContent().addClassName("captions-panel");
        if (page.total() == 0) {
            getContent()
                    .add(
                            new EmptyState(
                                    VaadinIcon.COMMENT_ELLIPSIS_O,
                                    "No captions yet",
                                    "Captions belong to pictures: add photos first. A zip may bring a .txt beside each picture."));
            return;
        }
        getContent().add(hint(desk));
        page.pictures().forEach(picture -> getContent().add(new CaptionRow(desk, picture)));
        getContent().add(new Pager(page.page(), page.pageSize(), page.total(), desk::showCaptions));
    }

    private static Component hint(DatasetDesk desk) {
        List<CaptionChange> repairs =
                desk.captions().previewTriggerFirst(desk.character().id());
        Span words = new Span("Saved as you type. Enter goes to the next caption, Alt with ↑ or ↓ walks.");
        words.addClassName("secondary-text");
        Div line = new Div(words);
        line.addClassName("title-row");
        if (!repairs.isEmpty()) {
            line.add(new Button(
                    "Put “" + desk.character().triggerWord() + "” first in "
                            + Formats.plural(repairs.size(), "caption", "captions"),
                    event -> desk.putTriggerFirst()));
        }
        return line;
    }
}
