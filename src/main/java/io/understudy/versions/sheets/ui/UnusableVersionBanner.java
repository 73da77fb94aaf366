package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.sheets.SheetService;
import java.util.Optional;

/** Says why no pictures can be generated with a version, also when that changes while the page is open. */
class UnusableVersionBanner extends Div {
    private final transient SheetService sheets;
    private final transient VersionId version;

    UnusableVersionBanner(SheetService sheets, VersionSignals signals, VersionId version) {
        this.sheets = sheets;
        this.version = version;
        addClassNames("panel", "withdrawn-mark");
        getElement().setAttribute("role", "note");
        LiveUpdate.refresh(this, signals.changes(), this::refresh);
        refresh();
    }

    private void refresh() {
        removeAll();
        Optional<String> refusal = sheets.refusal(version);
        setVisible(refusal.isPresent());
        refusal.ifPresent(words -> add(
                Styled.div("look-item", new StateBadge("not usable", BadgeTone.BAD, VaadinIcon.BAN), new Span(words))));
    }
}
