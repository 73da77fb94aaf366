package io.understudy.datasets.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.PicturePage;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.captions.CaptionFilter;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.PagedList;
import java.util.LinkedHashMap;
import java.util.Map;

class CaptionsPanel extends Composite<Div> {
    static final int PAGE_SIZE = 24;

    private final CaptionBar bar;
    private final Map<PictureId, CaptionRow> rows = new LinkedHashMap<>();

    CaptionsPanel(DatasetPageModel model, CaptionFilter filter, PicturePage page) {
        bar = new CaptionBar(model, filter);
        getContent().addClassName("captions-panel");
        if (page.total() == 0 && filter.equals(CaptionFilter.ALL)) {
            bar.setVisible(false);
            getContent()
                    .add(new EmptyState(
                            VaadinIcon.COMMENT_ELLIPSIS_O,
                            "No captions yet",
                            "Captions belong to pictures: add photos first. A zip can have a .txt next to each"
                                    + " picture."));
            return;
        }
        getContent().add(bar, model.captioning().progress(model.character()));
        Paragraph keys = new Hint(
                "Saved as you type. Enter goes to the next caption, Alt with ↑ or ↓ to the one above or below.");
        getContent().add(keys);
        CaptionPresence presence = model.captions().presence(model);
        getContent().add(presence);
        for (PictureSummary picture : page.pictures()) {
            CaptionRow row = new CaptionRow(model, picture);
            presence.watch(picture.id(), row);
            rows.put(picture.id(), row);
        }
        PagedList list = new PagedList(
                        number -> new PagedList.Slice(rows.values(), page.page(), page.pageSize(), page.total()),
                        () -> nothingFiltered(model, filter))
                .opening(number -> model.showCaptions(filter, number));
        list.refresh();
        getContent().add(list);
    }

    void typed() {
        bar.refresh();
    }

    /** Shows what others wrote meanwhile, but for the captions that someone is in; rows neither come nor go. */
    void showNews(PicturePage page) {
        page.pictures().forEach(picture -> {
            CaptionRow row = rows.get(picture.id());
            if (row != null) {
                row.showNews(picture);
            }
        });
        bar.refresh();
    }

    private static EmptyState nothingFiltered(DatasetPageModel model, CaptionFilter filter) {
        return new EmptyState(
                VaadinIcon.FILTER,
                "No caption here",
                "No caption in the dataset matches “" + filter.kind().label() + "”"
                        + (filter.text().isEmpty() ? "." : " and “" + filter.text() + "”."),
                new Button("Show all", event -> model.showCaptions()));
    }
}
