package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.LazyImage;
import io.understudy.platform.ui.PagedList;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import io.understudy.storage.BlobUrls;
import io.understudy.versions.sheets.SheetKind;
import io.understudy.versions.sheets.SheetRoutes;
import io.understudy.versions.sheets.SheetSummary;
import java.util.Collection;
import java.util.List;
import org.springframework.data.domain.Page;

class SheetListing extends UnorderedList {
    private SheetListing(Collection<? extends Component> lines) {
        addClassName("sheet-list");
        lines.forEach(this::add);
    }

    /** @param named with the version of each */
    static PagedList.Slice slice(Page<SheetSummary> sheets, boolean named) {
        return PagedList.Slice.of(sheets, SheetSummary::id, sheet -> line(sheet, named))
                .within(lines -> List.of(new SheetListing(lines)));
    }

    private static ListItem line(SheetSummary sheet, boolean named) {
        Span strip = Styled.span("strip");
        sheet.strip().forEach(picture -> {
            strip.add(new LazyImage(BlobUrls.of(picture), ""));
        });
        Anchor link = new Anchor(
                SheetRoutes.of(sheet.id()),
                (named ? sheet.versionName() + ", sheet " : "Sheet ")
                        + sheet.number()
                        + (sheet.kind() == SheetKind.CHECKPOINTS ? ", checkpoints" : ""));
        link.addClassName("tile-link");
        Span facts = Hint.inline(
                new Span("%d of %d pictures · %s · %s, "
                        .formatted(sheet.pictures(), sheet.cells(), plan(sheet.planEdition()), sheet.madeBy())),
                new RelativeTime(sheet.madeAt()));
        Span words = Styled.span("words", link, facts);
        if (sheet.flags() > 0) {
            StateBadge flagged =
                    new StateBadge(Formats.plural(sheet.flags(), "flag", "flags"), BadgeTone.WARN, VaadinIcon.FLAG);
            flagged.setTitle("Artifacts that are flagged on its pictures");
            words.add(flagged);
        }
        ListItem line = new ListItem(words, strip);
        line.addClassName("sheet-line");
        return line;
    }

    static String plan(int edition) {
        return edition == 0 ? "the proposed plan" : "plan edition " + edition;
    }
}
