package io.understudy.datasets.ui;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterHeaders;
import io.understudy.datasets.DatasetRoutes;
import io.understudy.identity.Role;
import io.understudy.platform.ui.Page;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

@Route(DatasetRoutes.TEMPLATE)
@RolesAllowed(Role.MEMBER_ROLE)
class DatasetView extends Page implements BeforeEnterObserver, BeforeLeaveObserver, HasDynamicTitle {
    private final transient CharacterService characters;
    private final transient CharacterHeaders headers;
    private final transient DatasetPageReader reader;
    private final transient PhotoUploadFactory uploads;
    private final transient ObjectProvider<DatasetPageModel> models;
    private transient @Nullable DatasetContent content;

    DatasetView(
            CharacterService characters,
            CharacterHeaders headers,
            DatasetPageReader reader,
            PhotoUploadFactory uploads,
            ObjectProvider<DatasetPageModel> models) {
        this.characters = characters;
        this.headers = headers;
        this.reader = reader;
        this.uploads = uploads;
        this.models = models;
    }

    /** What someone works with stays while the address moves within one dataset. */
    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        CharacterSummary asked =
                characters.bySlug(event.getRouteParameters().get("slug").orElse(""));
        DatasetContent shown = content;
        if (shown == null || !shown.character().id().equals(asked.id())) {
            shown = replace(shown, asked);
        }
        shown.show(DatasetAddress.of(event.getLocation()));
    }

    private DatasetContent replace(@Nullable DatasetContent before, CharacterSummary asked) {
        if (before != null) {
            before.stop();
        }
        DatasetContent now = new DatasetContent(this, asked, headers, reader, uploads, models.getObject());
        content = now;
        removeAll();
        add(now.components());
        return now;
    }

    @Override
    public void beforeLeave(BeforeLeaveEvent event) {
        if (content != null && !event.getNavigationTarget().equals(DatasetView.class)) {
            content.askBeforeLeaving(event);
        }
    }

    @Override
    public String getPageTitle() {
        return content == null ? "Dataset · Understudy" : content.character().name() + " · Dataset · Understudy";
    }
}
