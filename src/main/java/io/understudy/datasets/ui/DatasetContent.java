package io.understudy.datasets.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeLeaveEvent;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterHeaders;
import io.understudy.datasets.DatasetOverview;
import io.understudy.datasets.DatasetRoutes;
import io.understudy.datasets.captions.CaptionFilter;
import io.understudy.datasets.intake.Arrival;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.Styled;
import io.understudy.platform.ui.TwoColumns;
import io.understudy.prompting.guide.DatasetTargets;

/** The dataset of one character on its page: shown for an address, and kept up to date. */
class DatasetContent {
    private final CharacterSummary character;
    private final CharacterHeaders headers;
    private final DatasetPageModel model;
    private final DatasetRefresher news;
    private final PhotoUpload upload;
    private final DatasetMain main;
    private final DatasetToolbar toolbar;
    private final DatasetSide side;
    private final Div tabs = new Div();
    private final Button complete;
    private final Button run;
    private DatasetAddress address = DatasetAddress.PLAIN;
    private int counted = -1;

    DatasetContent(
            Component page,
            CharacterSummary character,
            CharacterHeaders headers,
            DatasetPageReader reader,
            PhotoUploadFactory uploads,
            DatasetPageModel model) {
        this.character = character;
        this.headers = headers;
        this.model = model;
        model.open(character, this::refresh, this::typed);
        model.whenSearched(this::search);
        news = reader.follow(page, character.id(), this::showNews);
        upload = uploads.of(character.id(), news::want, this::arrived);
        main = new DatasetMain(model);
        toolbar = new DatasetToolbar(model);
        side = new DatasetSide(model);
        complete = new Button("Complete captions", event -> model.showCaptions());
        run = new Button("New run", event -> Navigation.open("runs/new?character=" + character.slug()));
    }

    CharacterSummary character() {
        return character;
    }

    Component[] components() {
        Div work = Styled.div(
                "dataset-work", Styled.div("dataset-toolbar", toolbar), upload.progress(), upload.dropZone(main));
        return new Component[] {
            headers.of(character).secondary(complete).secondary(upload.button()).secondary(run),
            tabs,
            new TwoColumns(work, side)
        };
    }

    void show(DatasetAddress asked) {
        address = asked;
        refresh();
    }

    /** Another character's dataset takes its place. */
    void stop() {
        news.stop();
    }

    void askBeforeLeaving(BeforeLeaveEvent event) {
        upload.askBeforeLeaving(event);
    }

    private void refresh() {
        main.show(address, readNow());
    }

    private DatasetPageData readNow() {
        DatasetPageData reading = news.now(address);
        model.useMeasures(reading.measures());
        showTabs(reading);
        showArrivals(reading);
        showNextStep(reading.overview());
        toolbar.show(reading);
        toolbar.show(address.wall(), address.captioning());
        side.show(reading);
        return reading;
    }

    private void showNews(DatasetPageData reading) {
        model.useMeasures(reading.measures());
        if (reading.overview().pictures() != counted) {
            showTabs(reading);
        }
        showArrivals(reading);
        showNextStep(reading.overview());
        toolbar.show(reading);
        side.showNews(reading);
        main.showNews(reading);
    }

    /** Photos come before captions, and captions before a run, as on the character's page. */
    private void showNextStep(DatasetOverview overview) {
        boolean few = overview.included() < DatasetTargets.MINIMUM_PICTURES;
        boolean captionless = !few && !address.captioning() && overview.triggerToRepair() > 0;
        primary(upload.button(), few);
        complete.setVisible(captionless);
        primary(complete, captionless);
        primary(run, !few && !captionless);
    }

    private static void primary(Button button, boolean next) {
        button.setThemeName(ButtonVariant.PRIMARY.getVariantName(), next);
    }

    private void showArrivals(DatasetPageData reading) {
        upload.progress()
                .preparing(reading.arrivals().stream()
                        .filter(Arrival::isWaiting)
                        .map(Arrival::fileName)
                        .toList());
    }

    private void showTabs(DatasetPageData reading) {
        counted = reading.overview().pictures();
        tabs.removeAll();
        tabs.add(headers.tabs(character, DatasetRoutes.of(character.slug())));
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
        main.typed();
    }

    private void search(CaptionFilter wanted) {
        address = new DatasetAddress(true, address.wall(), wanted, 0);
        main.search(address, readNow());
    }
}
