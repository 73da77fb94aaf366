package io.understudy.datasets.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterHeaders;
import io.understudy.datasets.DatasetOverview;
import io.understudy.datasets.DatasetRoutes;
import io.understudy.datasets.captions.CaptionFilter;
import io.understudy.datasets.intake.Arrival;
import io.understudy.identity.Role;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.Styled;
import io.understudy.platform.ui.TwoColumns;
import io.understudy.prompting.guide.DatasetTargets;
import jakarta.annotation.security.RolesAllowed;
import java.util.Objects;
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
    private final Div tabs = new Div();
    private final Button complete =
            new Button("Complete captions", event -> parts().model().showCaptions());
    private final Button run = new Button("New run", event -> newRun(parts().character()));
    private transient DatasetAddress address = DatasetAddress.PLAIN;
    private transient @Nullable Parts parts;
    private int counted = -1;

    private record Parts(
            CharacterSummary character,
            DatasetPageModel model,
            DatasetRefresher news,
            DatasetMain main,
            PhotoUpload upload,
            DatasetToolbar toolbar,
            DatasetSide side) {}

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

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        String slug = event.getRouteParameters().get("slug").orElse("");
        CharacterSummary shown = characters.bySlug(slug);
        address = DatasetAddress.of(event.getLocation());
        if (parts == null || !parts.character().id().equals(shown.id())) {
            build(shown);
        }
        refresh();
    }

    @Override
    public void beforeLeave(BeforeLeaveEvent event) {
        if (parts != null && !event.getNavigationTarget().equals(DatasetView.class)) {
            parts.upload().askBeforeLeaving(event);
        }
    }

    @Override
    public String getPageTitle() {
        return parts == null ? "Dataset · Understudy" : parts.character().name() + " · Dataset · Understudy";
    }

    private void build(CharacterSummary shown) {
        if (parts != null) {
            parts.news().stop();
        }
        DatasetPageModel model = models.getObject();
        model.open(shown, this::refresh, this::typed);
        model.whenSearched(this::search);
        DatasetRefresher news = reader.follow(this, shown.id(), this::showNews);
        DatasetMain main = new DatasetMain(model);
        PhotoUpload upload = uploads.of(shown.id(), news::want, this::arrived);
        DatasetToolbar bar = new DatasetToolbar(model);
        DatasetSide beside = new DatasetSide(model);
        parts = new Parts(shown, model, news, main, upload, bar, beside);
        Div work = Styled.div(
                "dataset-work", Styled.div("dataset-toolbar", bar), upload.progress(), upload.dropZone(main));
        Div body = new TwoColumns(work, beside);
        removeAll();
        add(headers.of(shown).secondary(complete).secondary(upload.button()).secondary(run), tabs, body);
    }

    private void refresh() {
        parts().main().show(address, readNow());
    }

    private DatasetPageData readNow() {
        Parts all = parts();
        DatasetPageData reading = all.news().now(address);
        all.model().useMeasures(reading.measures());
        showTabs(reading);
        showArrivals(reading);
        showNextStep(reading.overview());
        all.toolbar().show(reading);
        all.toolbar().show(address.wall(), address.captioning());
        all.side().show(reading);
        return reading;
    }

    private void showNews(DatasetPageData reading) {
        Parts all = parts();
        all.model().useMeasures(reading.measures());
        if (reading.overview().pictures() != counted) {
            showTabs(reading);
        }
        showArrivals(reading);
        showNextStep(reading.overview());
        all.toolbar().show(reading);
        all.side().showNews(reading);
        all.main().showNews(reading);
    }

    /** Photos come before captions, and captions before a run, as on the character's page. */
    private void showNextStep(DatasetOverview overview) {
        boolean few = overview.included() < DatasetTargets.MINIMUM_PICTURES;
        boolean captionless = !few && !address.captioning() && overview.triggerToRepair() > 0;
        primary(parts().upload().button(), few);
        complete.setVisible(captionless);
        primary(complete, captionless);
        primary(run, !few && !captionless);
    }

    private static void primary(Button button, boolean next) {
        button.setThemeName(ButtonVariant.PRIMARY.getVariantName(), next);
    }

    private void showArrivals(DatasetPageData reading) {
        parts().upload()
                .progress()
                .preparing(reading.arrivals().stream()
                        .filter(Arrival::isWaiting)
                        .map(Arrival::fileName)
                        .toList());
    }

    private void showTabs(DatasetPageData reading) {
        counted = reading.overview().pictures();
        CharacterSummary shown = parts().character();
        tabs.removeAll();
        tabs.add(headers.tabs(shown, DatasetRoutes.of(shown.slug())));
    }

    private void arrived() {
        if (address.captioning()) {
            readNow();
        } else {
            refresh();
        }
    }

    private void typed() {
        readNow();
        parts().main().typed();
    }

    private void search(CaptionFilter wanted) {
        address = new DatasetAddress(true, address.wall(), wanted, 0);
        parts().main().search(address, readNow());
    }

    private Parts parts() {
        return Objects.requireNonNull(parts, "The page is opened for a character");
    }

    private static void newRun(CharacterSummary character) {
        UI.getCurrent().navigate("runs/new", QueryParameters.of("character", character.slug()));
    }
}
