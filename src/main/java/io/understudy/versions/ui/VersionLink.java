package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Anchor;
import io.understudy.versions.VersionCard;

/** Contributes another feature's way to use a version in production. */
public interface VersionLink {
    Anchor of(VersionCard card);
}
