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
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterHeaders;
import io.understudy.datasets.CaptionFilter;
import io.understudy.datasets.CaptionOverview;
import io.understudy.datasets.DatasetRoutes;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.DatasetSignals;
import io.understudy.datasets.MeasureService;
import io.understudy.datasets.PictureFilter;
import io.understudy.datasets.PictureIntake;
import io.understudy.people.Role;
import io.understudy.shared.ui.Following;
import io.understudy.shared.ui.Page;
import jakarta.annotation.security.RolesAllowed;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A character's pictures: what is there, what the guide still asks for, and the captions. */
@Route(DatasetRoutes.TEMPLATE)
@RolesAllowed(Role.MEMBER_ROLE)
class DatasetView extends Page implements BeforeEnterObserver, BeforeLeaveObserver, HasDynamicTitle {
    static final String FILTER = "filter";
    static final String PAGE = "page";
    static final String SHOW = "show";
    static final String SEARCH = "search";
    static final String CAPTIONS = "captions";

    private final transient CharacterService characters;
    private final transient DatasetService datasets;
    private final transient CaptionDoors captions;
    private final transient MeasureService measuring;
    private final transient PictureTools tools;
    private final transient DatasetSignals signals;
    private final transient PictureIntake intake;
    private final transient CharacterHeaders headers;

    private @Nullable CharacterSummary character;
    private transient @Nullable DatasetDesk desk;
    private @Nullable PictureWall wall;
    private @Nullable PhotoUpload upload;
    private @Nullable Registration following;
    private final Div tabs = new Div();
    private final Div toolbar = new Div();
    private final Div main = new Div();
    private final Div side = new Div();
    private PictureFilter filter = PictureFilter.ALL;
    private int page;
    private boolean captioning;
    private CaptionFilter captionFilter = CaptionFilter.ALL;
    private @Nullable CaptionsPanel captionsPanel;

    DatasetView(
            CharacterService characters,
            DatasetService datasets,
            CaptionDoors captions,
            MeasureService measuring,
            PictureTools tools,
            DatasetSignals signals,
            PictureIntake intake,
            CharacterHeaders headers) {
        this.characters = characters;
        this.datasets = datasets;
        this.captions = captions;
        this.measuring = measuring;
        this.tools = tools;
        this.signals = signals;
        this.intake = intake;
        this.headers = headers;
        toolbar.addClassName("dataset-toolbar");
        side.addClassName("dataset-side");
        main.addClassName("dataset-main");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        String slug = event.getRouteParameters().get("slug").orElse("");
        CharacterSummary shown = characters.bySlug(slug);
        readUrl(event.getLocation());
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

    private void readUrl(Location location) {
        QueryParameters parameters = location.getQueryParameters();
        captioning =
                parameters.getSingleParameter(SHOW).filter(CAPTIONS::equals).isPresent();
        filter = named(PictureFilter.values(), parameters).orElse(PictureFilter.ALL);
        captionFilter = new CaptionFilter(
                named(CaptionFilter.Kind.values(), parameters).orElse(CaptionFilter.Kind.ALL),
                parameters.getSingleParameter(SEARCH).orElse(""));
        page = parameters
                .getSingleParameter(PAGE)
                .filter(number -> number.matches("[1-9]\\d{0,4}"))
                .map(number -> Integer.parseInt(number) - 1)
                .orElse(0);
    }

    private static <E extends Enum<E>> Optional<E> named(E[] known, QueryParameters parameters) {
        return parameters
                .getSingleParameter(FILTER)
                .flatMap(name -> Arrays.stream(known)
                        .filter(value -> value.name().equals(name))
                        .findFirst());
    }

    private void build(CharacterSummary shown) {
        character = shown;
        desk = new DatasetDesk(shown, datasets, captions, measuring, tools, this::refresh, this::typed);
        PhotoUpload newUpload =
                new PhotoUpload(intake, new CaptionFileDrop(captions.files(), shown.id()), shown.id(), this::arrived);
        upload = newUpload;
        follow(shown.id());
        removeAll();
        Div work = new Div(toolbar, newUpload.progress(), newUpload.dropZone(main));
        work.addClassName("dataset-work");
        Div body = new Div(work, side);
        body.addClassName("with-side-panel");
        add(
                headers.of(shown).secondary(newUpload.button()).primary(new Button("New run", event -> newRun(shown))),
                tabs,
                body);
    }

    /** Shows measures as they come in, wherever they were made on this node. */
    private void follow(CharacterId shown) {
        if (following != null) {
            following.remove();
        }
        following = Following.of(this, signals.measures(shown), this::arrived);
    }

    /** Shows the set as it is now, after somebody opened the page or changed something on it. */
    private void refresh() {
        refreshFrame();
        DatasetDesk current = Objects.requireNonNull(desk);
        if (captioning) {
            wall = null;
            main.removeAll();
            captionsPanel = new CaptionsPanel(current, captionFilter, page);
            main.add(captionsPanel);
        } else if (wall != null && wall.shows(filter, page)) {
            wall.update();
        } else {
            wall = new PictureWall(current, filter, page);
            main.removeAll();
            main.add(wall);
        }
    }

    /** New pictures came: they join at the end; captions that are being typed stay untouched. */
    private void arrived() {
        refreshFrame();
        if (wall != null) {
            wall.update();
        }
    }

    private void refreshFrame() {
        DatasetDesk current = Objects.requireNonNull(desk);
        current.forgetMeasures();
        CharacterSummary shown = current.character();
        tabs.removeAll();
        tabs.add(headers.tabs(shown, DatasetRoutes.of(shown.slug())));
        toolbar.removeAll();
        toolbar.add(new DatasetToolbar(current, filter, captioning));
        side.removeAll();
        if (captioning) {
            CaptionOverview overview = captions.lists().overview(shown.id());
            side.add(new CaptionCheckPanel(current, overview), new TagPanel(current, overview.pictures()));
        } else {
            side.add(
                    new GuidePanel(datasets.overview(shown.id())),
                    new CompositionPanel(current),
                    new NeedsALook(current));
        }
    }

    private void typed() {
        refreshFrame();
        if (captionsPanel != null) {
            captionsPanel.typed();
        }
    }

    private static void newRun(CharacterSummary character) {
        UI.getCurrent().navigate("runs/new", QueryParameters.of("character", character.slug()));
    }
}
