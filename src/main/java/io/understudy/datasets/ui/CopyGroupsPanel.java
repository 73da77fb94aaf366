package io.understudy.datasets.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.PicturePage;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.quality.CopyGroup;
import io.understudy.datasets.quality.DatasetMeasures;
import io.understudy.datasets.quality.MeasuredPicture;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.datasets.quality.WallQuery;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.PagedList;
import io.understudy.platform.ui.PictureTile;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import io.understudy.storage.BlobUrls;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Near copies of each moment next to each other, the best first; one button leaves the others out. */
class CopyGroupsPanel extends Composite<Div> {
    private static final int PAGE_SIZE = 12;
    private static final String NOT_FOUND = "Crops are found by the face and by their size. A crop that was enlarged to"
            + " the size of its picture is often not found, as in a set where all are 1024 × 1024: look for those"
            + " yourself.";
    private static final WallQuery WALL = WallQuery.of(PictureFilter.COPIES);

    private final transient DatasetPageModel model;
    private final transient DatasetMeasures measures;
    private final transient Map<PictureId, PictureSummary> pictures;
    private final transient List<CopyGroup> groups;

    /** @param included all pictures that are trained on */
    CopyGroupsPanel(DatasetPageModel model, PicturePage included, DatasetMeasures measures, int page) {
        this.model = model;
        this.measures = measures;
        pictures = included.pictures().stream().collect(Collectors.toMap(PictureSummary::id, picture -> picture));
        groups = measures.copies().stream()
                .filter(group -> group.pictures().allMatch(pictures::containsKey))
                .toList();
        int copies = groups.stream().mapToInt(group -> group.others().size()).sum();
        getContent().addClassName("copy-groups");
        if (groups.size() > 1) {
            Button all = new Button(
                    "Keep the best of all " + groups.size() + " groups",
                    event -> model.pictures().keepBest(model, groups));
            getContent()
                    .add(Styled.div(
                            "actions",
                            all,
                            Hint.inline("Leaves out " + Formats.plural(copies, "copy", "copies")
                                    + "; one undo takes it back.")));
        }
        PagedList list = new PagedList(this::slice, this::nothing).opening(number -> model.show(WALL, number));
        getContent().add(list, new Hint(NOT_FOUND));
        list.show(page);
    }

    private PagedList.Slice slice(int number) {
        List<Component> rows = groups.stream()
                .skip((long) number * PAGE_SIZE)
                .limit(PAGE_SIZE)
                .<Component>map(this::row)
                .toList();
        return new PagedList.Slice(rows, number, PAGE_SIZE, groups.size());
    }

    private Component nothing() {
        return new EmptyState(
                VaadinIcon.COPY,
                "No near copies",
                measures.waiting() > 0
                        ? "Pictures are still being measured; near copies appear here."
                        : "No two included pictures show the same moment.",
                new Button("Show all pictures", event -> model.showWall()));
    }

    private Div row(CopyGroup group) {
        Button keep = new Button(
                "Keep the best",
                VaadinIcon.CHECK.create(),
                event -> model.pictures().keepBest(model, List.of(group)));
        keep.setAriaLabel("Keep " + picture(group.best()).fileName() + ", leave out "
                + Formats.plural(group.others().size(), "copy", "copies"));
        Div wall = Styled.div("picture-wall");
        wall.getElement().setAttribute("role", "list");
        group.pictures().map(id -> tile(picture(id), id.equals(group.best()))).forEach(wall::add);
        return Styled.div("panel", wall, Styled.div("actions", keep));
    }

    private PictureTile tile(PictureSummary picture, boolean best) {
        PictureTile tile = new PictureTile(BlobUrls.of(picture.thumbnail()), picture.fileName());
        tile.getElement().setAttribute("role", "listitem");
        MeasuredPicture measured = measures.of(picture.id()).orElse(null);
        if (best) {
            tile.overlay(Styled.div("tile-badges", new StateBadge("best", BadgeTone.GOOD, VaadinIcon.STAR)));
        } else if (measured != null) {
            Div badges = Styled.div("tile-badges");
            measured.standing().forEach(verdict -> badges.add(VerdictBadges.of(verdict)));
            tile.overlay(badges);
        }
        tile.caption(
                Styled.span("one-line", picture.fileName()),
                Styled.span("secondary-text one-line", facts(picture, measured)));
        return tile;
    }

    private PictureSummary picture(PictureId id) {
        return Objects.requireNonNull(pictures.get(id));
    }

    private static String facts(PictureSummary picture, @Nullable MeasuredPicture measured) {
        String size = picture.width() + " × " + picture.height();
        return measured == null
                ? size
                : size
                        + String.format(
                                Locale.ROOT,
                                " · sharpness %.0f",
                                measured.measures().sharpness().value());
    }
}
