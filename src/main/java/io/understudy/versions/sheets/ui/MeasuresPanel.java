package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.understudy.datasets.quality.vision.FaceEmbedding;
import io.understudy.datasets.quality.vision.PerceptualHash;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import io.understudy.prompting.guide.StrengthBand;
import io.understudy.storage.BlobUrls;
import io.understudy.versions.sheets.SheetDetails;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetKind;
import io.understudy.versions.sheets.measures.SheetMeasureService;
import io.understudy.versions.sheets.measures.SheetMeasures;
import io.understudy.versions.sheets.measures.SheetMeasures.Faces;
import io.understudy.versions.sheets.measures.SheetMeasures.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

class MeasuresPanel extends Composite<Div> {
    private final transient SheetMeasureService measures;
    private final transient Supplier<SheetDetails> sheet;
    private final transient Predicate<SheetId> awaitsPictures;
    private final transient Consumer<SheetMeasures> whenMeasured;
    private final transient Function<SheetMeasures, Component> checkpoints;
    private final Div content = Styled.div("sheet-measures");
    private boolean awaits;
    private boolean measuring;
    private boolean changedMeanwhile;

    /** @param checkpoints makes the table of a sheet over checkpoints */
    MeasuresPanel(
            SheetMeasureService measures,
            Supplier<SheetDetails> sheet,
            Predicate<SheetId> awaitsPictures,
            Consumer<SheetMeasures> whenMeasured,
            Function<SheetMeasures, Component> checkpoints) {
        this.checkpoints = checkpoints;
        this.whenMeasured = whenMeasured;
        this.measures = measures;
        this.sheet = sheet;
        this.awaitsPictures = awaitsPictures;
        Div head = Panel.head("Measures");
        content.add(new Paragraph("Measuring…"));
        getContent().addClassName("panel");
        getContent().add(head, content);
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        measuring = false;
        measure(attachEvent.getUI());
    }

    /**
     * A sheet over strengths is not measured with every picture that is generated, but once that is over, and with
     * every change from then on. One over checkpoints says what it suggests so far.
     */
    void sheetChanged(boolean picturesOrFlags) {
        SheetDetails now = sheet.get();
        boolean awaitsNow = awaitsPictures.test(now.head().id());
        boolean follows = !awaitsNow || now.head().kind() == SheetKind.CHECKPOINTS;
        if (awaitsNow != awaits || picturesOrFlags && follows) {
            getUI().ifPresent(this::measure);
        }
    }

    /** One at a time: what comes meanwhile is measured together afterwards. */
    private void measure(UI page) {
        if (measuring) {
            changedMeanwhile = true;
            return;
        }
        measuring = true;
        changedMeanwhile = false;
        SheetDetails measuredNow = sheet.get();
        awaits = awaitsPictures.test(measuredNow.head().id());
        boolean waits = awaits;
        measures.measure(measuredNow.head().id())
                .whenComplete((measured, problem) -> page.access(() -> {
                    if (problem == null) {
                        show(measuredNow, waits, measured);
                        whenMeasured.accept(measured);
                    } else {
                        content.removeAll();
                        content.add(new Paragraph("Not measured. " + ErrorMessages.message(problem)));
                    }
                    measuring = false;
                    if (changedMeanwhile) {
                        measure(page);
                    }
                }))
                .exceptionally(shown -> null);
    }

    private void show(SheetDetails of, boolean waits, SheetMeasures measured) {
        content.removeAll();
        if (!of.isComplete()) {
            content.add(
                    partial(of.pictures(), of.cells().size(), waits && of.head().kind() == SheetKind.STRENGTHS));
        }
        content.add(new ColumnCurves(measured.columns(), measured.choice(), waits ? waiting(of, measured) : null));
        if (of.head().kind() == SheetKind.CHECKPOINTS) {
            content.add(checkpoints.apply(measured), meaning(), nearest(measured));
            return;
        }
        SheetMeasures.Recommended recommended = measured.recommended();
        if (recommended != null && !waits) {
            content.add(new Paragraph(guide(recommended)));
        }
        content.add(
                new StrengthResponse(measured.strengths(), null),
                meaning(),
                new PromptFollowing(measured),
                faces(measured),
                nearest(measured));
    }

    private static Paragraph waiting(SheetDetails of, SheetMeasures measured) {
        return of.head().kind() == SheetKind.CHECKPOINTS
                ? ColumnCurves.checkpointSoFar(
                        measured.choice(),
                        "%d of %d pictures".formatted(of.pictures(), of.cells().size()))
                : ColumnCurves.noStrengthYet();
    }

    static Hint partial(long pictures, int of, boolean awaits) {
        return new Hint("Partial: measured on %d of %d pictures.%s"
                .formatted(pictures, of, awaits ? " Measured again once all are there." : ""));
    }

    private static Hint meaning() {
        return new Hint(String.format(
                Locale.ROOT,
                "Likeness: 1 minus the distance of a face to those of the training pictures, in the mean; from %.2f on it is"
                        + " most likely the same person. Leakage: how much pictures change whose prompt does not have the trigger"
                        + " word, as a share of how much the others do. Change: mean colour difference (CIE 1976) to the picture"
                        + " without the LoRA, same prompt and seed. Variety: how much pictures of different prompts differ, against"
                        + " the model without the LoRA; far below 100 %% the LoRA holds prompts back. Prompts followed: of all"
                        + " that is asked for and measured. Suggested is the first column whose likeness is within the spread of the best.",
                1 - FaceEmbedding.SAME_PERSON));
    }

    private static String guide(SheetMeasures.Recommended recommended) {
        StrengthBand band = StrengthBand.of(recommended.strength());
        return "Usable from %s to %s. The guide calls %s “%s”: %s."
                .formatted(
                        recommended.from().label(),
                        recommended.to().label(),
                        band.range(),
                        band.effect().toLowerCase(Locale.ROOT),
                        band.useCase().toLowerCase(Locale.ROOT));
    }

    private static Component faces(SheetMeasures measured) {
        Faces faces = measured.faces();
        if (faces == null) {
            return new Paragraph("Face consistency: %s found at standard strength (0.8–1.0); it takes %d or more."
                            .formatted(Formats.plural(measured.faceCount(), "face", "faces"), Faces.LEAST)
                    + " The network learned from photos: on drawn pictures it misses many faces, and its"
                    + " distances say little.");
        }
        return new Paragraph(String.format(
                Locale.ROOT,
                "Face consistency over %d faces at standard strength: median distance %.2f, worst %.2f, %.0f %% within %.2f,"
                        + " the distance of one person.",
                faces.count(),
                faces.median(),
                faces.worst(),
                100 * faces.within(),
                FaceEmbedding.SAME_PERSON));
    }

    private static Component nearest(SheetMeasures measured) {
        if (measured.trainingPictures() == 0) {
            return new Paragraph(
                    "Nearest training pictures: unknown. The version was trained elsewhere, so its training"
                            + " pictures are not here to compare with.");
        }
        List<Nearest> nearest = measured.nearest();
        Div all = new Div(new Paragraph(
                nearest.isEmpty()
                        ? "Nearest training pictures: no pictures have been generated yet to compare with them."
                        : "Nearest training pictures, by perceptual hash: up to %d of 64 bits is the same picture, up to %d most likely a copy, more is usual."
                                .formatted(PerceptualHash.SAME_PICTURE, PerceptualHash.ALMOST_THE_SAME)));
        Div pairs = Styled.div("sheet-nearest");
        nearest.forEach(near -> {
            Span bits = new Span(near.bits() + " bits");
            Div pair = new Div(
                    new Image(BlobUrls.of(near.picture()), "Generated picture"),
                    new Image(BlobUrls.of(near.trainingPicture()), "Training picture " + near.trainingFile()),
                    bits);
            if (near.bits() <= PerceptualHash.ALMOST_THE_SAME) {
                pair.addClassName("close");
                bits.setText(near.bits() + " bits: look whether it copies " + near.trainingFile());
            }
            pairs.add(pair);
        });
        all.add(pairs);
        return all;
    }
}
