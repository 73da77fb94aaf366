package io.understudy.datasets.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.PicturePage;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.quality.DatasetMeasures;
import io.understudy.datasets.quality.MeasuredPicture;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.datasets.quality.WallQuery;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.PagedList;
import io.understudy.platform.ui.Styled;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

class PictureGrid extends Composite<Div> {
    /** A session holds the components of one page only, however many pictures there are. */
    static final int PAGE_SIZE = 48;

    private final transient DatasetPageModel model;
    private final transient WallQuery query;
    private final int pageNumber;
    private final Div wall = Styled.div("picture-wall");
    private final PictureSelect select = new PictureSelect();
    private final SelectionBar selection;
    private final Button news = new Button(VaadinIcon.REFRESH.create());
    private final PagedList below = new PagedList(this::slice, this::nothing).opening(this::open);
    private final Map<PictureId, DatasetPictureTile> tiles = new LinkedHashMap<>();
    private transient Pages pages = new Pages(-1, -1);

    /** What is below the wall: when it is the same, it stays. */
    private record Pages(int page, int total) {}

    PictureGrid(DatasetPageModel model, WallQuery query, int pageNumber) {
        this.model = model;
        this.query = query;
        this.pageNumber = pageNumber;
        wall.getElement().setAttribute("role", "list");
        select.add(wall);
        selection = new SelectionBar(model, select::clear);
        select.onChosen(selection::show);
        select.onAct(selection::act);
        news.addThemeVariants(ButtonVariant.SMALL);
        news.addClassName("wall-news");
        news.addClickListener(event -> model.change(() -> {}));
        news.setVisible(false);
        getContent().addClassName("wall-place");
        getContent().add(news, select, below, selection);
    }

    boolean shows(WallQuery other, int otherPage) {
        return query.equals(other) && pageNumber == otherPage;
    }

    void show(PicturePage page, DatasetMeasures measures) {
        news.setVisible(false);
        Set<PictureId> there = ids(page);
        tiles.entrySet().removeIf(tile -> {
            boolean gone = !there.contains(tile.getKey());
            if (gone) {
                wall.remove(tile.getValue());
            }
            return gone;
        });
        int index = 0;
        for (PictureSummary picture : page.pictures()) {
            DatasetPictureTile tile =
                    tiles.computeIfAbsent(picture.id(), id -> new DatasetPictureTile(model, picture, this::open));
            tile.show(picture, measured(measures, picture.id()));
            if (wall.getComponentCount() <= index || !wall.getComponentAt(index).equals(tile)) {
                wall.addComponentAtIndex(index, tile);
            }
            index++;
        }
        wall.setVisible(page.total() > 0);
        showBelow(page);
    }

    /**
     * Shows what came in automatically. New pictures join at the end; pictures that go, and those that come where the
     * filter asks for measures, are only announced: nothing moves under the hands of the person who is looking.
     */
    void showNews(PicturePage page, DatasetMeasures measures) {
        Set<PictureId> there = ids(page);
        if (query.asksMeasures() ? there.equals(tiles.keySet()) : there.containsAll(tiles.keySet())) {
            show(page, measures);
            return;
        }
        page.pictures().forEach(picture -> {
            DatasetPictureTile tile = tiles.get(picture.id());
            if (tile != null) {
                tile.show(picture, measured(measures, picture.id()));
            }
        });
        Set<PictureId> differing = new HashSet<>(there);
        differing.removeAll(tiles.keySet());
        int came = differing.size();
        differing = new HashSet<>(tiles.keySet());
        differing.removeAll(there);
        news.setText(Formats.plural(came + differing.size(), "picture", "pictures") + " added or removed: show");
        news.setVisible(true);
    }

    private static Set<PictureId> ids(PicturePage page) {
        Set<PictureId> ids = new HashSet<>();
        page.pictures().forEach(picture -> ids.add(picture.id()));
        return ids;
    }

    private static @Nullable MeasuredPicture measured(DatasetMeasures measures, PictureId picture) {
        return measures.of(picture).orElse(null);
    }

    private void open(DatasetPictureTile tile) {
        new PictureViewer(model, query, pages.page() * PAGE_SIZE + wall.indexOf(tile)).open();
    }

    private void showBelow(PicturePage page) {
        Pages now = new Pages(page.page(), page.total());
        if (now.equals(pages)) {
            return;
        }
        pages = now;
        below.refresh();
    }

    /** The tiles are in the wall, which keeps them from page to page. */
    private PagedList.Slice slice(int number) {
        return new PagedList.Slice(List.of(), pages.page(), PAGE_SIZE, pages.total());
    }

    private void open(int number) {
        model.show(query, number);
    }

    private EmptyState nothing() {
        return query.filter() == PictureFilter.ALL && !query.hasConditions() ? nothingYet() : nothingFiltered();
    }

    private static EmptyState nothingYet() {
        return new EmptyState(
                VaadinIcon.PICTURE,
                "No pictures yet",
                "Drop 20 to 50 photos here, or a zip with captions next to them: different angles, light and"
                        + " expressions, always the same person, 1024 px or more.");
    }

    private EmptyState nothingFiltered() {
        return new EmptyState(
                VaadinIcon.FILTER,
                "No picture here",
                "“" + query.filter().label() + "”" + (query.words().isEmpty() ? "" : ", " + query.words() + ",")
                        + " matches none of the dataset's pictures.",
                new Button("Show all", event -> model.showWall()));
    }
}
