package io.understudy.datasets.ui.snapshots;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import io.understudy.datasets.DatasetRoutes;
import io.understudy.datasets.SnapshotRecall;
import io.understudy.datasets.consent.WithdrawnPhoto;
import io.understudy.datasets.snapshots.SnapshotLine;
import io.understudy.datasets.snapshots.export.ExportLayout;
import io.understudy.platform.core.Wording;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import java.util.List;

class SnapshotRow extends Composite<Div> {
    private static final int NAMED = 5;

    SnapshotRow(MarkedSnapshot marked, SnapshotActions actions, Runnable compare) {
        SnapshotLine line = marked.line();
        Anchor title =
                new Anchor(DatasetRoutes.lineage(line.snapshot().id()), Styled.span("panel-title", line.title()));
        title.addClassNames("one-line", "snapshot-link");
        title.setTitle("What was made from it");
        Span id = Styled.span("snapshot-id", line.snapshot().id().brief());
        id.setTitle("SHA-256 of the manifest: " + line.snapshot().id().hash());
        Div name = line.name() == null ? new Div(title) : new Div(title, id);
        name.addClassName("snapshot-name");
        if (marked.recall() != null) {
            name.add(mark(marked.recall()));
        }
        if (!marked.withdrawn().isEmpty()) {
            name.add(mark(marked.withdrawn()));
        }
        Span content = new Span(Formats.plural(line.snapshot().pictures(), "picture", "pictures")
                + (line.runs() == 0 ? "" : ", " + Formats.plural(line.runs(), "run", "runs")));
        Div frozen = Styled.div(
                "secondary-text",
                new Span(line.frozenBy() + ", "),
                new RelativeTime(line.snapshot().createdAt()));
        Button since = Buttons.inline("Compare with now", event -> compare.run());
        Div row = getContent();
        row.addClassName("snapshot-row");
        row.add(name, content, frozen, since, menu(line, actions));
    }

    private static StateBadge mark(SnapshotRecall recall) {
        StateBadge badge = new StateBadge("recalled", BadgeTone.BAD, VaadinIcon.BAN);
        badge.setTitle("Recalled by " + recall.by() + ": " + recall.reason() + ". No run can start on it.");
        return badge;
    }

    private static StateBadge mark(List<WithdrawnPhoto> withdrawn) {
        StateBadge badge = new StateBadge(
                Formats.plural(withdrawn.size(), "photo withdrawn", "photos withdrawn"), BadgeTone.BAD, VaadinIcon.BAN);
        badge.setTitle("May no longer be used: "
                + Wording.first(withdrawn.stream().map(WithdrawnPhoto::fileName).toList(), NAMED)
                + ". The snapshot is no longer exported.");
        return badge;
    }

    private static MenuBar menu(SnapshotLine line, SnapshotActions actions) {
        MenuBar menu = new MenuBar();
        menu.addThemeVariants(MenuBarVariant.TERTIARY, MenuBarVariant.SMALL);
        MenuItem more = menu.addItem(VaadinIcon.ELLIPSIS_DOTS_H.create());
        more.setAriaLabel("Actions of " + line.title());
        more.getSubMenu()
                .addItem(
                        "What was made from it",
                        event -> UI.getCurrent()
                                .navigate(DatasetRoutes.lineage(line.snapshot().id())));
        more.getSubMenu().addItem("Rename…", event -> actions.rename(line));
        more.getSubMenu().addItem("Restore into the dataset…", event -> actions.restore(line));
        more.getSubMenu().addItem("Export for a trainer…", event -> actions.export(line));
        for (ExportLayout layout : ExportLayout.values()) {
            Anchor download =
                    new Anchor(DatasetRoutes.export(line.snapshot().id(), layout), "Export: " + layout.label());
            download.setRouterIgnore(true);
            download.getElement().setAttribute("download", true);
            download.addClassName("menu-link");
            more.getSubMenu().addItem(download);
        }
        return menu;
    }
}
