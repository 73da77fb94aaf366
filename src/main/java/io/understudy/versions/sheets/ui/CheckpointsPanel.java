package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.understudy.platform.live.LiveValue;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import io.understudy.training.RunDetails;
import io.understudy.training.RunProgress;
import io.understudy.training.SamplePicture;
import io.understudy.training.runs.RunService;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionService;
import io.understudy.versions.sheets.CheckpointSheetService;
import io.understudy.versions.sheets.SheetRoutes;
import io.understudy.versions.sheets.SheetSummary;
import io.understudy.versions.sheets.measures.ColumnMeasure;
import io.understudy.versions.sheets.measures.SheetMeasureService;
import io.understudy.versions.sheets.measures.SheetMeasures;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which checkpoint of a run is the best: while it trains by its own samples, which arrive anyway; then by a sheet over its
 * checkpoints.
 */
class CheckpointsPanel extends Panel {
    private final transient RunService runs;
    private final transient VersionService versions;
    private final transient CheckpointSheetService sheets;
    private final transient SheetMeasureService measures;
    private final transient CheckpointActions actions;
    private final transient RunDetails run;
    private final Div links = new Div();
    private final Div measured = Styled.div("checkpoints-panel");
    private int attempt;
    private boolean training;

    CheckpointsPanel(
            RunService runs,
            VersionService versions,
            CheckpointSheetService sheets,
            SheetMeasureService measures,
            CheckpointActions actions,
            RunSheetPanel sheet,
            RunDetails run,
            LiveValue<RunProgress> pulse) {
        this.runs = runs;
        this.versions = versions;
        this.sheets = sheets;
        this.measures = measures;
        this.actions = actions;
        this.run = run;
        addClassName("checkpoints-panel");
        measured.add(new Paragraph("Measuring…"));
        add(Panel.head("Checkpoints"), links, measured, sheet);
        LiveUpdate.show(this, pulse, RunProgress::state, state -> {
            showLinks();
            sheet.refresh();
            over(state.isOver());
        });
        LiveUpdate.show(this, pulse, RunProgress::samples, samples -> getUI().ifPresent(this::measure));
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        measure(attachEvent.getUI());
    }

    /** What the samples speak for is final once no more come. */
    private void over(boolean now) {
        if (training == now) {
            training = !now;
            getUI().ifPresent(this::measure);
        }
    }

    private void showLinks() {
        links.removeAll();
        Optional<VersionCard> version = versions.ofRun(run.id());
        version.ifPresent(card -> {
            for (SheetSummary sheet : sheets.ofVersion(card.id())) {
                links.add(new Paragraph(new Anchor(
                        SheetRoutes.of(sheet.id()),
                        "Checkpoint sheet %d: %d of %d pictures"
                                .formatted(sheet.number(), sheet.pictures(), sheet.cells()))));
            }
            if (!sheets.steps(card.id()).isEmpty()) {
                links.add(new Anchor(SheetRoutes.newCheckpointSheet(card.id()), "Compare checkpoints on a sheet"));
            }
        });
    }

    private void measure(UI page) {
        List<SamplePicture> samples = runs.samples(run.id());
        int mine = ++attempt;
        measures.measureSteps(samples, run.snapshot(), run.parameters().triggerWord())
                .whenComplete((result, problem) -> page.access(() -> {
                    if (mine == attempt) {
                        measured.removeAll();
                        if (problem == null) {
                            show(result);
                        } else {
                            measured.add(new Paragraph("Not measured. " + ErrorMessages.message(problem)));
                        }
                    }
                }))
                .exceptionally(shown -> null);
    }

    private static String pictures(SheetMeasures result) {
        int pictures =
                result.columns().stream().mapToInt(ColumnMeasure::pictures).sum();
        return Formats.plural(pictures, "picture", "pictures");
    }

    private void show(SheetMeasures result) {
        Set<Integer> kept = actions.kept(run.id());
        if (result.columns().isEmpty()) {
            measured.add(new Hint("Measured from the first sample after the start of training."));
            return;
        }
        measured.add(
                new ColumnCurves(
                        result.columns(),
                        result.choice(),
                        training ? ColumnCurves.checkpointSoFar(result.choice(), pictures(result)) : null),
                new CheckpointTable(result.columns(), kept, step -> actions.makeVersion(run.id(), step)),
                new Hint(
                        "Measured on the samples of this run, at strength 1. A sheet has more pictures for each checkpoint,"
                                + " and prompts without the trigger word to show leakage."));
    }
}
