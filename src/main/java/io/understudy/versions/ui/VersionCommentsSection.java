package io.understudy.versions.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import io.understudy.collaboration.comments.ui.CommentPanelFactory;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.checklist.VersionComments;

@org.springframework.stereotype.Component
class VersionCommentsSection implements VersionSection {
    static final String ID = "version-comments";

    private final CommentPanelFactory comments;

    VersionCommentsSection(CommentPanelFactory comments) {
        this.comments = comments;
    }

    @Override
    public int order() {
        return 90;
    }

    @Override
    public Component of(VersionDetails version) {
        Div panel = new Div(new H2("Comments"), comments.panel(VersionComments.of(version.id())));
        panel.addClassName("panel");
        panel.setId(ID);
        return panel;
    }
}
