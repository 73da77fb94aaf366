package io.understudy.versions.ui;

import com.vaadin.flow.component.Component;
import io.understudy.versions.VersionDetails;

/** A panel that reviewers also see in Reviews, and in short before they approve. */
public interface ReviewSection extends VersionSection {
    /** In a few words, for the dialog that asks for the approval. */
    Component beforeApproval(VersionDetails version);
}
