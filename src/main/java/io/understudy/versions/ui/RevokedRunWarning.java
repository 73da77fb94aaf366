package io.understudy.versions.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import io.understudy.training.ui.RunWarning;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.VersionState;

/** Says on the page of a run, also while it is looked at, that the version it became was revoked. */
@org.springframework.stereotype.Component
class RevokedRunWarning implements RunWarning {
    private final VersionService versions;
    private final VersionSignals signals;

    RevokedRunWarning(VersionService versions, VersionSignals signals) {
        this.versions = versions;
        this.signals = signals;
    }

    @Override
    public Component of(RunDetails run) {
        Div mark = Styled.div("panel withdrawn-mark");
        mark.getElement().setAttribute("role", "note");
        LiveUpdate.refresh(mark, signals.changes(), () -> show(mark, run.id()));
        show(mark, run.id());
        return mark;
    }

    private void show(Div mark, RunId run) {
        mark.removeAll();
        versions.ofRun(run)
                .filter(version -> version.state() == VersionState.REVOKED)
                .ifPresent(version -> mark.add(Styled.div(
                        "look-item",
                        new StateBadge("revoked", BadgeTone.BAD, VaadinIcon.BAN),
                        new Span(version.name() + ", which this run became, was revoked: nobody can download it."))));
        mark.setVisible(mark.getComponentCount() > 0);
    }
}
