package io.understudy.datasets.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.datasets.Exclusion;
import io.understudy.datasets.MeasuredPicture;
import io.understudy.datasets.PictureFilter;
import io.understudy.datasets.PicturePage;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.TriggerUse;
import io.understudy.guide.DatasetTargets;
import io.understudy.shared.ui.EmptyState;
import io.understudy.shared.ui.Formats;
import io.understudy.shared.ui.Pager;
import io.understudy.shared.ui.PictureTile;
import io.understudy.shared.ui.StateBadge;
import io.understudy.shared.ui.Tone;
import io.understudy.storage.BlobUrls;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pictures of a set as tiles, a page at a time. */
class PictureWall extends Composite<Div> {
    /** A session holds the components of one page only, however many pictures there are. */
    static final int PAGE_SIZE = 48;

    private final transient DatasetDesk desk;
    private final PictureFilter filter;
    private final int pageNumber;
    private final Div wall = new Div();
    private final PictureSelect select = new PictureSelect();
    private final SelectionBar selection;
    private final Div below = new Div();
    private Map<Shown, PictureTile> tiles = new LinkedHashMap<>();

    /** What a tile says: when it is the same, the tile stays. */
    private record Shown(PictureSummary picture, @Nullable MeasuredPicture measured) {}

    PictureWall(DatasetDesk desk, PictureFilter filter, int pageNumber) {
        this.desk = desk;
        this.filter = filter;
        this.pageNumber = pageNumber;
        wall.addClassName("picture-wall");
        wall.getElement().setAttribute("role", "list");
        select.add(wall);
        selection = new SelectionBar(desk, select::clear);
        select.onChosen(selection::show);
        select.onAct(selection::act);
        getContent().add(select, below, selection);
        update();
    }

    boolean shows(PictureFilter otherFilter, int otherPage) {
        return filter == otherFilter && pageNumber == otherPage;
    }

    /** Brings the tiles up to date; those whose picture did not change stay where the person sees them. */
    final void update() {
        PicturePage page = desk.datasets().pictures(desk.character().id(), filter, pageNumber, PAGE_SIZE);
        Map<Shown, PictureTile> now = new LinkedHashMap<>();
        int first = page.page() * PAGE_SIZE;
        for (PictureSummary picture : page.pictures()) {
            Shown shown = new Shown(picture, desk.measures().of(picture.id()).orElse(null));
            PictureTile tile = tiles.get(shown);
            now.put(shown, tile == null ? tile(shown, first) : tile);
        }
        tiles.forEach((shown, tile) -> {
            if (!now.containsKey(shown)) {
                wall.remove(tile);
            }
        });
        int index = 0;
        for (PictureTile tile : now.values()) {
            if (wall.getComponentCount() <= index || !wall.getComponentAt(index).equals(tile)) {
                wall.addComponentAtIndex(index, tile);
            }
            index++;
        }
        tiles = now;
        wall.setVisible(page.total() > 0);
        below.removeAll();
        if (page.total() == 0) {
            below.add(filter == PictureFilter.ALL ? nothingYet() : nothingFiltered());
        } else {
            below.add(new Pager(page.page(), page.pageSize(), page.total(), number -> desk.showPage(filter, number)));
        }
    }

    private PictureTile tile(Shown shown, int firstOfPage) {
        PictureSummary picture = shown.picture();
        PictureTile tile = new PictureTile(BlobUrls.of(picture.thumbnail()), "");
        NativeButton open =
                new NativeButton("", event -> new PictureViewer(desk, filter, firstOfPage + wall.indexOf(tile)).open());
        open.addClassName("picture-open");
        open.setAriaLabel("Open " + picture.fileName());
        open.setTitle(picture.fileName());
        tile.getElement().setAttribute("role", "listitem");
        if (!picture.included()) {
            tile.addClassName("left-out");
        }
        tile.overlay(badges(shown).toArray(Component[]::new));
        Span caption = new Span(picture.caption().isEmpty() ? "no caption" : picture.caption());
        caption.setTitle(picture.caption());
        tile.caption(caption, size(picture));
        tile.add(open, actions(picture));
        PictureSelect.choosable(tile, picture);
        return tile;
    }

    private Component actions(PictureSummary picture) {
        NativeButton use = picture.included()
                ? new NativeButton("Leave out", event -> desk.exclude(picture))
                : new NativeButton(picture.belowMinimum() ? "Keep anyway" : "Include", event -> desk.include(picture));
        NativeButton remove = new NativeButton("Remove", event -> desk.remove(picture));
        use.setAriaLabel(use.getText() + ": " + picture.fileName());
        remove.setAriaLabel("Remove " + picture.fileName());
        use.setVisible(picture.exclusion() != Exclusion.WITHDRAWN);
        Div actions = new Div(use, remove);
        actions.addClassName("tile-actions");
        return actions;
    }

    private static Component size(PictureSummary picture) {
        Span size = new Span(picture.width() + " × " + picture.height() + " · " + Formats.bytes(picture.size()));
        size.addClassNames("secondary-text", "one-line");
        if (!picture.belowMinimum() && picture.belowPreferred()) {
            size.addClassName("size-hint");
            size.setTitle(
                    DatasetTargets.onSize(picture.width(), picture.height()).words());
        }
        return size;
    }

    private static List<Component> badges(Shown shown) {
        PictureSummary picture = shown.picture();
        List<Component> badges = new ArrayList<>();
        if (picture.belowMinimum()) {
            badges.add(new StateBadge(
                    picture.included() ? "small, kept" : "below 1024 px", Tone.WARN, VaadinIcon.COMPRESS));
        } else if (!picture.included()) {
            badges.add(
                    picture.exclusion() == Exclusion.WITHDRAWN
                            ? new StateBadge("withdrawn", Tone.BAD, VaadinIcon.BAN)
                            : new StateBadge(
                                    picture.exclusion() == Exclusion.REPLACED ? "its crop is used" : "left out",
                                    Tone.NEUTRAL,
                                    VaadinIcon.EYE_SLASH));
        }
        if (picture.included() && picture.trigger() != TriggerUse.FIRST) {
            badges.add(new StateBadge(
                    picture.trigger() == TriggerUse.MISSING ? "no trigger word" : "trigger not first",
                    Tone.WARN,
                    VaadinIcon.TAG));
        }
        if (shown.measured() != null) {
            shown.measured().standing().forEach(verdict -> badges.add(VerdictBadges.of(verdict)));
        }
        return badges;
    }

    private static Component nothingYet() {
        return new EmptyState(
                VaadinIcon.PICTURE,
                "No pictures yet",
                "Drop 20 to 50 photos here, or a zip with captions beside them: different angles, light and expressions,"
                        + " always the same person, 1024 px or more.");
    }

    private Component nothingFiltered() {
        return new EmptyState(
                VaadinIcon.FILTER,
                "No picture here",
                "The filter “" + filter.label() + "” takes none of the set's pictures.",
                new Button("Show all", event -> desk.showWall()));
    }
}
