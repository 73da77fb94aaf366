package io.understudy.versions.ui;

import com.vaadin.flow.router.BeforeEnterEvent;
import io.understudy.platform.core.DomainException;
import io.understudy.versions.VersionId;
import java.util.UUID;

final class VersionIds {
    private VersionIds() {}

    /** @throws DomainException.NotFound when the address holds no id */
    static VersionId of(BeforeEnterEvent event, String parameter) {
        String text = event.getRouteParameters().get(parameter).orElse("");
        try {
            return new VersionId(UUID.fromString(text));
        } catch (IllegalArgumentException noId) {
            throw new DomainException.NotFound("No version has the address “" + text + "”: the link may be cut off.");
        }
    }
}
