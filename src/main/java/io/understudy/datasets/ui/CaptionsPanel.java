package io.understudy.datasets.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
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

    private final transient DatasetPageModel model;
    private transient CaptionFilter filter;
    private final CaptionBar bar;
    private final CaptionPresence presence;
    private final PagedList list;
    private final Map<PictureId, CaptionRow> rows = new LinkedHashMap<>();
    private transient PicturePage shown;

    CaptionsPanel(DatasetPageModel model, CaptionFilter filter, PicturePage page) {
        this.model = model;
        this.filter = filter;
        shown = page;
        bar = new CaptionBar(model, filter);
        presence = model.captions().presence(model);
        page.pictures().forEach(this::add);
        list = new PagedList(
                        number -> new PagedList.Slice(rows.values(), shown.page(), shown.pageSize(), shown.total()),
                        this::nothing)
                .opening(number -> model.showCaptions(this.filter, number));
        list.refresh();
        bar.setVisible(!isEmpty());
        getContent().addClassName("captions-panel");
        getContent()
                .add(
                        bar,
                        model.captioning().progress(model.character()),
                        new Hint(
                                "Saved as you type. Enter goes to the next caption, Alt with ↑ or ↓ to the one above or below."),
                        presence,
                        list);
    }

    private boolean isEmpty() {
        return shown.total() == 0 && filter.equals(CaptionFilter.ALL);
    }

    private void add(PictureSummary picture) {
        CaptionRow row = new CaptionRow(model, picture);
        presence.watch(picture.id(), row);
        rows.put(picture.id(), row);
    }

    /** Shows what another filter finds; what stays in the list keeps its row, and the bar above stays. */
    void search(CaptionFilter wanted, PicturePage page) {
        filter = wanted;
        shown = page;
        Map<PictureId, CaptionRow> before = Map.copyOf(rows);
        rows.clear();
        for (PictureSummary picture : page.pictures()) {
            CaptionRow row = before.get(picture.id());
            if (row == null) {
                add(picture);
            } else {
                row.showNews(picture);
                rows.put(picture.id(), row);
            }
        }
        list.refresh();
        bar.show(wanted);
    }

    void typed() {
        bar.refresh();
    }

    /** Shows what others wrote meanwhile, but for the captions that someone is in; new pictures come at the end of the page. */
    void showNews(PicturePage page) {
        shown = page;
        int before = rows.size();
        for (PictureSummary picture : page.pictures()) {
            CaptionRow row = rows.get(picture.id());
            if (row != null) {
                row.showNews(picture);
            } else if (rows.size() < PAGE_SIZE) {
                add(picture);
            }
        }
        if (rows.size() > before) {
            list.refresh();
        }
        bar.setVisible(!isEmpty());
        bar.refresh();
    }

    private EmptyState nothing() {
        if (isEmpty()) {
            return new EmptyState(
                    VaadinIcon.COMMENT_ELLIPSIS_O,
                    "No captions yet",
                    "Captions belong to pictures: add photos first. A zip can have a .txt next to each picture.");
        }
        return new EmptyState(
                VaadinIcon.FILTER,
                "No caption here",
                "No caption in the dataset matches “" + filter.kind().label() + "”"
                        + (filter.text().isEmpty() ? "." : " and “" + filter.text() + "”."),
                new Button("Show all", event -> model.showCaptions()));
    }
}
