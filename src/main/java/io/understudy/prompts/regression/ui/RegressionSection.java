package io.understudy.prompts.regression.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.ui.Styled;
import io.understudy.prompts.regression.RegressionService;
import io.understudy.prompts.regression.RegressionSignals;
import io.understudy.prompts.regression.RegressionStatus;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.ui.ReviewSection;
import org.springframework.core.annotation.Order;

@org.springframework.stereotype.Component
@Order(11)
class RegressionSection implements ReviewSection {
    private final RegressionService regressions;
    private final VersionService versions;
    private final RegressionSignals signals;
    private final VersionSignals versionSignals;

    RegressionSection(
            RegressionService regressions,
            VersionService versions,
            RegressionSignals signals,
            VersionSignals versionSignals) {
        this.regressions = regressions;
        this.versions = versions;
        this.signals = signals;
        this.versionSignals = versionSignals;
    }

    @Override
    public Component of(VersionDetails version) {
        return new RegressionPanel(regressions, versions, signals, versionSignals, version.card());
    }

    @Override
    public Component beforeApproval(VersionDetails version) {
        RegressionStatus status = regressions.status(version.card());
        Div summary = Styled.div(
                "approval-note",
                Styled.div("actions", new Span("Compared with production:"), RegressionPanel.badge(status)),
                RegressionPanel.words(status));
        summary.setVisible(status.concerns());
        return summary;
    }
}
