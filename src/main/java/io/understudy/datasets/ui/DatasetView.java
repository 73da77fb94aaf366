package io.understudy.datasets.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.CaptionOverview;
import io.understudy.datasets.DatasetRoutes;
import io.understudy.datasets.PicturePage;
import io.understudy.people.Role;
import io.understudy.shared.ui.Following;
import io.understudy.shared.ui.Page;
import jakarta.annotation.security.RolesAllowed;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A character's pictures: what is there, what the guide still asks for, and the captions. */
@Route(DatasetRoutes.TEMPLATE)
@RolesAllowed(Role.MEMBER_ROLE)
class DatasetView extends Page implements BeforeEnterObserver, BeforeLeaveObserver, HasDynamicTitle {
    private final transient DatasetDoors doors;
    private @Nullable CharacterSummary character;
    private transient @Nullable DatasetDesk desk;
    private @Nullable DatasetToolbar toolbar;
    private @Nullable DatasetSide side;
    private @Nullable PictureWall wall;
    private @Nullable CaptionsPanel captionsPanel;
    private @Nullable PhotoUpload upload;
    private @Nullable Registration following;
    private transient BackgroundReadings.@Nullable Turns<Moment> turns;
    /** Read by the thread that reads for this page. */
    private transient volatile Asked asked = new Asked(0, null);

    private final Div tabs = new Div();
    private final Div main = new Div();
    private transient DatasetAddress address = DatasetAddress.PLAIN;

    /**
     * What the page shows, counted up whenever a person changed or opened something.
     *
     * @param part of the wall; null while captions are shown
     */
    private record Asked(int revision, DatasetReading.@Nullable Part part) {}

    /** What was read in the background, and what for. */
    private record Moment(Asked asked, DatasetReading reading) {}

    DatasetView(DatasetDoors doors) {
        this.doors = doors;
        main.addClassName("dataset-main");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        String slug = event.getRouteParameters().get("slug").orElse("");
        CharacterSummary shown = doors.characters().bySlug(slug);
        address = DatasetAddress.of(event.getLocation());
        if (character == null || !character.id().equals(shown.id())) {
            wall = null;
            build(shown);
        }
        refresh();
    }

    /** The browser sends only while this page is open: what is still waiting would be lost without a word. */
    @Override
    public void beforeLeave(BeforeLeaveEvent event) {
        if (upload != null && upload.isRunning() && !event.getNavigationTarget().equals(DatasetView.class)) {
            BeforeLeaveEvent.ContinueNavigationAction leave = event.postpone();
            ConfirmDialog confirm = new ConfirmDialog();
            confirm.setHeader("Photos are still being uploaded");
            confirm.setText("Leaving this page stops the upload. What has arrived stays in the set.");
            confirm.setCancelable(true);
            confirm.setCancelText("Stay");
            confirm.setConfirmText("Leave");
            confirm.addConfirmListener(confirmed -> leave.proceed());
            confirm.addCancelListener(cancelled -> leave.cancel());
            confirm.open();
        }
    }

    @Override
    public String getPageTitle() {
        return character == null ? "Dataset · Understudy" : character.name() + " · Dataset · Understudy";
    }

    private void build(CharacterSummary shown) {
        character = shown;
        DatasetDesk current = new DatasetDesk(shown, doors, this::refresh, this::typed);
        desk = current;
        PhotoUpload newUpload = new PhotoUpload(
                doors.intake(),
                new CaptionFileDrop(doors.captions().files(), shown.id()),
                shown.id(),
                this::wantNews,
                this::arrived);
        upload = newUpload;
        follow(shown.id());
        DatasetToolbar bar = new DatasetToolbar(current);
        Div top = new Div(bar);
        top.addClassName("dataset-toolbar");
        toolbar = bar;
        DatasetSide beside = new DatasetSide(current);
        side = beside;
        removeAll();
        Div work = new Div(top, newUpload.progress(), newUpload.dropZone(main));
        work.addClassName("dataset-work");
        Div body = new Div(work, beside);
        body.addClassName("with-side-panel");
        add(
                doors.headers()
                        .of(shown)
                        .secondary(newUpload.button())
                        .primary(new Button("New run", event -> newRun(shown))),
                tabs,
                body);
    }

    /** Shows measures as they come in, wherever they were made on this node. */
    private void follow(CharacterId shown) {
        if (following != null) {
            following.remove();
        }
        turns = doors.readings()
                .turns(
                        () -> {
                            Asked now = asked;
                            return new Moment(
                                    now, DatasetReading.of(shown, now.part(), doors.datasets(), doors.measuring()));
                        },
                        this::showNews);
        following = Following.of(this, doors.signals().measures(shown), this::wantNews);
    }

    /** Shows the set as it is now, after somebody opened the page or changed something on it. */
    private void refresh() {
        DatasetReading reading = readNow();
        if (address.captioning()) {
            wall = null;
            main.removeAll();
            captionsPanel = new CaptionsPanel(Objects.requireNonNull(desk), address.captionFilter(), address.page());
            main.add(captionsPanel);
            return;
        }
        PictureWall current = wall;
        if (current == null || !current.shows(address.filter(), address.page())) {
            current = new PictureWall(Objects.requireNonNull(desk), address.filter(), address.page());
            wall = current;
            main.removeAll();
            main.add(current);
        }
        current.show(Objects.requireNonNull(reading.page()), reading.measures());
    }

    /** Brings everything around the pictures or captions up to date. */
    private DatasetReading readNow() {
        DatasetDesk current = Objects.requireNonNull(desk);
        CharacterSummary shown = current.character();
        asked = new Asked(
                asked.revision() + 1,
                address.captioning() ? null : new DatasetReading.Part(address.filter(), address.page()));
        DatasetReading reading = DatasetReading.of(shown.id(), asked.part(), doors.datasets(), doors.measuring());
        current.know(reading.measures());
        tabs.removeAll();
        tabs.add(doors.headers().tabs(shown, DatasetRoutes.of(shown.slug())));
        DatasetToolbar bar = Objects.requireNonNull(toolbar);
        bar.show(reading);
        bar.show(address.filter(), address.captioning());
        DatasetSide beside = Objects.requireNonNull(side);
        if (address.captioning()) {
            CaptionOverview overview = doors.captions().lists().overview(shown.id());
            beside.showInstead(new CaptionCheckPanel(current, overview), new TagPanel(current, overview.pictures()));
        } else {
            beside.show(reading);
        }
        return reading;
    }

    /** Something came in by itself: it is read in the background, and shown without moving what is being used. */
    private void wantNews() {
        BackgroundReadings.Turns<Moment> reading = turns;
        if (reading != null) {
            getUI().ifPresent(reading::want);
        }
    }

    private void showNews(Moment moment) {
        // Whoever changed something meanwhile sees what was read after that.
        if (!moment.asked().equals(asked) || desk == null) {
            return;
        }
        DatasetReading reading = moment.reading();
        desk.know(reading.measures());
        Objects.requireNonNull(toolbar).show(reading);
        PicturePage pictures = reading.page();
        if (wall != null && pictures != null) {
            wall.showNews(pictures, reading.measures());
            Objects.requireNonNull(side).showNews(reading);
        }
    }

    /** An upload is over. Captions that are being typed stay untouched. */
    private void arrived() {
        if (address.captioning()) {
            readNow();
        } else {
            refresh();
        }
    }

    private void typed() {
        readNow();
        if (captionsPanel != null) {
            captionsPanel.typed();
        }
    }

    private static void newRun(CharacterSummary character) {
        UI.getCurrent().navigate("runs/new", QueryParameters.of("character", character.slug()));
    }
}
