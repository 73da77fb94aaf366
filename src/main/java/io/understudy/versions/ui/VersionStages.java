package io.understudy.versions.ui;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.NextStep;
import io.understudy.characters.ui.Stage;
import io.understudy.characters.ui.StageProvider;
import io.understudy.characters.ui.Stages;
import io.understudy.datasets.DatasetRoutes;
import io.understudy.platform.live.LiveValue;
import io.understudy.training.RunRoutes;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.VersionState;
import io.understudy.versions.checklist.MeasureRule;
import io.understudy.versions.review.decisions.PastDecision;
import io.understudy.versions.sheets.SheetRoutes;
import io.understudy.versions.sheets.SheetService;
import io.understudy.versions.sheets.SheetSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The way of a version from its test sheet to production, as it stands for the signed-in person. */
@Component
@Order(30)
class VersionStages implements StageProvider {
    private static final String VERSION = "Version";
    private static final String SHEET = "Test sheet";
    private static final String CHECKLIST = "Checklist";
    private static final String SIGN_OFF = "Sign-off";
    private static final String APPROVAL = "Approval";
    private static final Set<VersionState> OVER = Set.of(VersionState.SUPERSEDED, VersionState.REVOKED);

    private final VersionService versions;
    private final SheetService sheets;
    private final VersionSignals signals;

    VersionStages(VersionService versions, SheetService sheets, VersionSignals signals) {
        this.signals = signals;
        this.versions = versions;
        this.sheets = sheets;
    }

    @Override
    public List<LiveValue<Long>> changes(CharacterId character) {
        return List.of(signals.changes());
    }

    /** Those of the newest version, or of the one in production while no newer one is worked on. */
    @Override
    public List<Stage> of(CharacterSummary character) {
        Set<CharacterId> one = Set.of(character.id());
        Optional<VersionCard> newest = Optional.ofNullable(versions.latest(one).get(character.id()))
                .filter(card -> !OVER.contains(card.state()))
                .or(() -> versions.production(character.id()));
        return newest.map(card -> stages(versions.details(card.id())))
                .orElseGet(() -> List.of(
                        Stage.open(
                                VERSION,
                                "made by a run",
                                VersionRoutes.tab(character.slug()),
                                new NextStep(
                                        "No version can become the production version.",
                                        "Launch a run",
                                        RunRoutes.launch(character.slug()))),
                        later(SHEET),
                        later(CHECKLIST),
                        later(SIGN_OFF),
                        later(APPROVAL)));
    }

    /** The whole way of one version, with what it was made of. */
    Stages of(VersionDetails version) {
        Stream<Stage> origin = version.trained()
                .map(run -> Stream.of(
                        Stage.done("Photos", "snapshot", DatasetRoutes.lineage(run.snapshot())),
                        Stage.done("Captions", "snapshot", DatasetRoutes.lineage(run.snapshot())),
                        Stage.done("Run", "run " + run.runNumber(), RunRoutes.of(run.runNumber()))))
                .orElseGet(() -> Stream.of(Stage.done("Import", "a file", "")));
        return new Stages(Stream.concat(origin, stages(version).stream()).toList());
    }

    private List<Stage> stages(VersionDetails version) {
        VersionCard card = version.card();
        String path = VersionRoutes.of(version.id());
        List<Stage> stages = new ArrayList<>();
        stages.add(Stage.done(VERSION, "v" + card.number(), path).settling());
        boolean ticked = card.ticked() == card.items();
        Stage sheet = sheet(version);
        // It is evidence for the checklist, which has all it needs once it is ticked.
        stages.add(ticked || !needsSheet(version) ? sheet.passed() : sheet);
        stages.add(
                ticked
                        ? Stage.done(CHECKLIST, ticked(card), path)
                        : Stage.open(CHECKLIST, ticked(card), path, tick(version, path)));
        stages.add(decided(version, SIGN_OFF, ReviewAction.SIGN_OFF, "a reviewer", path));
        Stage approval = decided(version, APPROVAL, ReviewAction.APPROVE, "an admin", path);
        stages.add(approval.isDone() ? approval.settling() : approval);
        return stages;
    }

    /** Otherwise the samples of its run are evidence; an imported file has none, and a required measure needs more. */
    private static boolean needsSheet(VersionDetails version) {
        return version.trained().isEmpty()
                || version.checklist().stream()
                        .flatMap(line -> line.item().measures().stream())
                        .anyMatch(MeasureRule::required);
    }

    private Stage sheet(VersionDetails version) {
        List<SheetSummary> all = sheets.ofVersion(version.id());
        if (all.isEmpty()) {
            return Stage.open(
                    SHEET,
                    "not made",
                    SheetRoutes.newSheet(version.id()),
                    new NextStep(
                            "A test sheet shows and measures this version at several strengths: evidence for its"
                                    + " checklist.",
                            "Make test sheet",
                            SheetRoutes.newSheet(version.id())));
        }
        SheetSummary newest = all.getFirst();
        String path = SheetRoutes.of(newest.id());
        return newest.pictures() == newest.cells()
                ? Stage.done(SHEET, "sheet " + newest.number(), path)
                : Stage.open(
                        SHEET,
                        "%d of %d pictures".formatted(newest.pictures(), newest.cells()),
                        path,
                        new NextStep("Its test sheet is not complete yet.", "Open test sheet", path));
    }

    private static String ticked(VersionCard card) {
        return "%d of %d".formatted(card.ticked(), card.items());
    }

    private static @Nullable NextStep tick(VersionDetails version, String path) {
        int open = version.card().items() - version.card().ticked();
        return switch (version.state()) {
            case DRAFT, CHANGES_REQUESTED -> ask(version, path);
            case IN_REVIEW, SIGNED_OFF, APPROVED, SUPERSEDED, REVOKED ->
                version.whyNoTicks() == null
                        ? new NextStep(
                                "%d of %d checklist items are open."
                                        .formatted(open, version.card().items()),
                                "Tick the checklist",
                                path)
                        : null;
        };
    }

    private static @Nullable NextStep ask(VersionDetails version, String path) {
        return isOpen(version, ReviewAction.SUBMIT)
                ? new NextStep("A reviewer ticks the checklist and signs off.", ReviewAction.SUBMIT.label(), path)
                : null;
    }

    private static boolean isOpen(VersionDetails version, ReviewAction action) {
        return version.availableActions().stream().anyMatch(one -> one.action() == action && one.isOpen());
    }

    private static Stage decided(
            VersionDetails version, String name, ReviewAction action, String decider, String path) {
        boolean done = version.state() == VersionState.APPROVED
                || version.state() == VersionState.SIGNED_OFF && action == ReviewAction.SIGN_OFF;
        if (done && version.card().contradicted()) {
            return Stage.open(name, VersionCard.CONTRADICTS, path, null);
        }
        if (done) {
            return Stage.done(name, by(version, action), path);
        }
        if (isOpen(version, action)) {
            return Stage.open(name, "you can", path, new NextStep("It waits for you.", action.label(), path));
        }
        return switch (version.state()) {
            case DRAFT, CHANGES_REQUESTED -> Stage.open(name, "not asked", path, ask(version, path));
            case IN_REVIEW, SIGNED_OFF, APPROVED, SUPERSEDED, REVOKED ->
                Stage.open(name, "waits for " + decider, path, null);
        };
    }

    private static String by(VersionDetails version, ReviewAction action) {
        return version.decisions().reversed().stream()
                .filter(decision -> decision.action() == action)
                .findFirst()
                .map(PastDecision::by)
                .orElse("");
    }

    private static Stage later(String name) {
        return Stage.open(name, "", "", null);
    }
}
