package io.understudy.versions.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import io.understudy.collaboration.comments.ui.CommentPanelFactory;
import io.understudy.platform.ui.Panel;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.checklist.VersionComments;
import org.springframework.core.annotation.Order;

@org.springframework.stereotype.Component
@Order(90)
class VersionCommentsSection implements VersionSection {
    static final String ID = "version-comments";

    private final CommentPanelFactory comments;

    VersionCommentsSection(CommentPanelFactory comments) {
        this.comments = comments;
    }

    @Override
    public Component of(VersionDetails version) {
        Div panel = new Panel("Comments", comments.panel(VersionComments.of(version.id())));
        panel.setId(ID);
        return panel;
    }
}
